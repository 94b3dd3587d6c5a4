package dev.holdfast.internal.invoke;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a parameter gets when its part of the record is missing. */
enum Absence {
    /** The record can't be handled. */
    FAILS,
    /** Null. */
    NULL,
    /** An empty optional; what is there is wrapped in one. */
    OPTIONAL;

    @Nullable
    Object wrap(@Nullable Object found) {
        return this == OPTIONAL ? Optional.ofNullable(found) : found;
    }
}
