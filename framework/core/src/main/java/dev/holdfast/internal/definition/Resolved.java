package dev.holdfast.internal.definition;

/**
 * A value with its origin.
 *
 * @param value the value
 * @param origin {@code settings (environment)}, {@code builder}, {@code annotation}, {@code default}
 * @param <T> the value's type
 */
record Resolved<T>(T value, String origin) {
    /** The origin of what nobody said. */
    static final String DEFAULT = "default";
}
