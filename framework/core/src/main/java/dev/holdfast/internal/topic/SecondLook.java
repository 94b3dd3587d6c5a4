package dev.holdfast.internal.topic;

import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks again for topics that were not found at first: one that was created a moment ago is not known yet to every broker,
 * and any of them may be the one that was asked.
 */
final class SecondLook {
    private static final String WHAT = "describe topics that were not found at first";

    private final AdminCalls calls;
    private final Duration atMost;

    SecondLook(AdminCalls calls, Duration atMost) {
        this.calls = calls;
        this.atMost = atMost;
    }

    /** The view with those of the needed topics that have come to light; at once if none is missing. */
    ClusterView complete(ClusterView first, Set<String> needed) {
        ClusterReader reader = new ClusterReader(calls);
        ClusterView view = first;
        Set<String> missing = missing(view, needed);
        long begin = System.nanoTime();
        while (!missing.isEmpty() && System.nanoTime() - begin < atMost.toNanos() && !calls.isOver()) {
            calls.pause(WHAT);
            view = view.with(reader.topics(missing));
            missing = missing(view, missing);
        }
        return view;
    }

    private static Set<String> missing(ClusterView view, Set<String> needed) {
        return needed.stream().filter(view::isMissing).collect(Collectors.toSet());
    }
}
