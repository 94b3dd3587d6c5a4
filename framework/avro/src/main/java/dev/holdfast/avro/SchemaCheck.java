package dev.holdfast.avro;

/**
 * What to do at start about the schemas of what handlers read and return and publishers write. Whatever is wrong fails the
 * start, with the names of the fields, before a record flows.
 */
public enum SchemaCheck {
    /** Nothing; a registry that is down then does not keep the application from starting. */
    NONE,
    /** What is read must be able to read every version of its subject; what is written must be registered already. */
    VERIFY,
    /** As {@link #VERIFY}, but what is written is registered if the registry finds it compatible. */
    REGISTER
}
