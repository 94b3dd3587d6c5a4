package dev.holdfast.connect.zeromq;

import org.zeromq.SocketType;

/** The sockets that a source can have. */
enum SourceSocket {
    /** Takes what PUSH sockets send: at most once. */
    PULL(SocketType.PULL),
    /** Takes what PUB sockets publish: at most once. */
    SUB(SocketType.SUB),
    /** Answers DEALER and REQ sockets when Kafka has what they sent, so that they can send again: at least once. */
    ROUTER(SocketType.ROUTER);

    private final SocketType type;

    SourceSocket(SocketType type) {
        this.type = type;
    }

    SocketType type() {
        return type;
    }
}
