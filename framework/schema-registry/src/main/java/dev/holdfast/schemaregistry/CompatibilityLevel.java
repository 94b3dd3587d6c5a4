package dev.holdfast.schemaregistry;

/** What a registry asks of the next version of a subject. */
public enum CompatibilityLevel {
    /** Nothing. */
    NONE,
    /** It reads what the version before wrote. */
    BACKWARD,
    /** It reads what all versions before wrote. */
    BACKWARD_TRANSITIVE,
    /** The version before reads what it writes. */
    FORWARD,
    /** All versions before read what it writes. */
    FORWARD_TRANSITIVE,
    /** It and the version before read each other's records. */
    FULL,
    /** It and all versions before read each other's records. */
    FULL_TRANSITIVE
}
