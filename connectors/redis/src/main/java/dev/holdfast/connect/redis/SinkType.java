package dev.holdfast.connect.redis;

/** What a sink makes of a record. */
enum SinkType {
    /** A string with the value's bytes. */
    STRING,
    /** A string with the value as JSON. */
    JSON,
    /** A hash with the fields of the value, in place of the one that was there. */
    HASH,
    /** A member of a set. */
    SET,
    /** A member of a sorted set. */
    ZSET,
    /** An entry of a stream. */
    STREAM
}
