package dev.holdfast.json;

import com.fasterxml.jackson.core.StreamReadConstraints;

/**
 * What is still read as JSON; a document beyond any limit is undecodable. They bound the memory and time that one record
 * can take.
 *
 * @param maxNesting how deep objects and arrays may be nested; at least 1
 * @param maxStringLength the chars that one string may have; at least 1
 * @param maxNumberLength the digits that one number may have; at least 1
 * @param maxDocumentLength the bytes that one document may have; at least 1
 */
public record JsonLimits(int maxNesting, int maxStringLength, int maxNumberLength, int maxDocumentLength) {
    private static final JsonLimits DEFAULTS = new JsonLimits(200, 16 * 1024 * 1024, 1_000, 64 * 1024 * 1024);

    /** Checks that each limit is at least 1. */
    public JsonLimits {
        check("maxNesting", maxNesting);
        check("maxStringLength", maxStringLength);
        check("maxNumberLength", maxNumberLength);
        check("maxDocumentLength", maxDocumentLength);
    }

    /**
     * 200 levels, strings of 16 Mi chars, numbers of 1,000 digits, documents of 64 MiB.
     *
     * @return the default limits
     */
    public static JsonLimits defaults() {
        return DEFAULTS;
    }

    /**
     * Sets how deep objects and arrays may be nested.
     *
     * @param levels at least 1
     * @return a changed copy
     */
    public JsonLimits maxNesting(int levels) {
        return new JsonLimits(levels, maxStringLength, maxNumberLength, maxDocumentLength);
    }

    /**
     * Sets how long a string may be.
     *
     * @param chars at least 1
     * @return a changed copy
     */
    public JsonLimits maxStringLength(int chars) {
        return new JsonLimits(maxNesting, chars, maxNumberLength, maxDocumentLength);
    }

    /**
     * Sets how long a number may be.
     *
     * @param digits at least 1
     * @return a changed copy
     */
    public JsonLimits maxNumberLength(int digits) {
        return new JsonLimits(maxNesting, maxStringLength, digits, maxDocumentLength);
    }

    /**
     * Sets how long a document may be.
     *
     * @param bytes at least 1
     * @return a changed copy
     */
    public JsonLimits maxDocumentLength(int bytes) {
        return new JsonLimits(maxNesting, maxStringLength, maxNumberLength, bytes);
    }

    StreamReadConstraints constraints() {
        return StreamReadConstraints.builder()
                .maxNestingDepth(maxNesting)
                .maxStringLength(maxStringLength)
                .maxNumberLength(maxNumberLength)
                .build();
    }

    private static void check(String name, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException(name + " must be at least 1, not " + limit);
        }
    }
}
