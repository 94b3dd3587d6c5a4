package dev.holdfast.connect.mysql;

/** What identifies a row. */
enum PrimaryKey {
    /** Nothing that the sink knows of. */
    NONE,

    /** Topic, partition and offset of the record. */
    KAFKA,

    /** The record's key, or fields of it. */
    RECORD_KEY,

    /** Fields of the record's value. */
    RECORD_VALUE
}
