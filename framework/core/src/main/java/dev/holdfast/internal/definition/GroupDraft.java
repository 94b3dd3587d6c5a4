package dev.holdfast.internal.definition;

import dev.holdfast.Guarantee;
import dev.holdfast.StartPosition;
import org.jspecify.annotations.Nullable;

/**
 * What one place says of a consumer group. Null is "not said".
 *
 * @param name the group
 * @param origin who says so: {@code annotation} or {@code builder}
 * @param place where, for people
 * @param consumers how many consumers
 * @param startFrom where to begin
 * @param guarantee what it promises; annotations always say it
 */
public record GroupDraft(
        String name,
        String origin,
        String place,
        @Nullable Integer consumers,
        @Nullable StartPosition startFrom,
        @Nullable Guarantee guarantee) {}
