package dev.holdfast.examples.payments;

import java.util.List;
import java.util.function.ToLongFunction;

/**
 * The run at one moment, as the applications see it.
 *
 * @param seconds since the first payment
 * @param published payments that are known to be in the topic
 * @param instances the applications
 * @param tiers the retry topics
 * @param deadLetters how many dead letters were written, by cause; empty for none
 */
record Snapshot(
        double seconds,
        long published,
        List<InstanceFigures> instances,
        List<RetryWatch.Tier> tiers,
        String deadLetters) {
    Snapshot {
        instances = List.copyOf(instances);
        tiers = List.copyOf(tiers);
    }

    long sum(ToLongFunction<InstanceFigures> figure) {
        return instances.stream().mapToLong(figure).sum();
    }
}
