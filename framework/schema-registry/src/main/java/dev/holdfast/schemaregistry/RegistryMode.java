package dev.holdfast.schemaregistry;

/** What may be done with a registry or a subject. */
public enum RegistryMode {
    /** Schemas can be read and registered. */
    READWRITE,
    /** Schemas can be read. */
    READONLY,
    /** As {@link #READONLY}, also where a subject says otherwise. */
    READONLY_OVERRIDE,
    /** Schemas are registered with ids of the caller's. */
    IMPORT,
    /** Requests are passed on. */
    FORWARD
}
