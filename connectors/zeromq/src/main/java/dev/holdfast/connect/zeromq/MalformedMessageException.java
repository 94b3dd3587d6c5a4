package dev.holdfast.connect.zeromq;

/** A message is not made as it should be. Its text is told to the peer, and has no contents of the message. */
final class MalformedMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    MalformedMessageException(String reason) {
        super(reason);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
