package dev.holdfast.connect.zeromq;

import org.zeromq.SocketType;

/** The sockets that a sink can have. */
enum SinkSocket {
    /** Hands messages to one PULL socket each: at most once. */
    PUSH(SocketType.PUSH),
    /** Hands messages to whichever SUB sockets are there and not behind: at most once. */
    PUB(SocketType.PUB),
    /** Sends to ROUTER sockets again until they answer: at least once. */
    DEALER(SocketType.DEALER);

    private final SocketType type;

    SinkSocket(SocketType type) {
        this.type = type;
    }

    SocketType type() {
        return type;
    }
}
