package dev.holdfast.connect.zeromq;

/** Who we are when connections are encrypted and peers prove who they are. */
enum CurveRole {
    /** Connections are neither. */
    NONE,
    /** Peers know our public key; we may know theirs. */
    SERVER,
    /** We know the peer's public key, and have a pair of our own. */
    CLIENT
}
