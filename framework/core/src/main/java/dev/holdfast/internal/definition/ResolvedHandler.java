package dev.holdfast.internal.definition;

import dev.holdfast.Guarantee;
import dev.holdfast.spi.DerivedTopic;
import dev.holdfast.spi.HandlerInfo;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A handler after settings and defaults.
 *
 * @param info the handler
 * @param place where it is defined, for problems
 * @param enabled whether it runs
 * @param consumers the number of consumers that its own settings ask for
 * @param guarantee what its settings, or else its builder, want its group to promise
 * @param derivedTopics what its features need
 * @param definition the whole; null if there were problems
 */
record ResolvedHandler(
        HandlerInfo info,
        String place,
        boolean enabled,
        Optional<Resolved<Integer>> consumers,
        Optional<Resolved<Guarantee>> guarantee,
        List<DerivedTopic> derivedTopics,
        @Nullable HandlerDefinition definition) {}
