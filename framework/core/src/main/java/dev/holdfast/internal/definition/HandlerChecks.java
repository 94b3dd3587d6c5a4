package dev.holdfast.internal.definition;

import dev.holdfast.internal.problem.Problems;
import dev.holdfast.spi.HandlerInfo;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be said about one handler without looking at the others. */
final class HandlerChecks {
    private static final int MAX_CONCURRENCY = 10_000;
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(365);

    private final Problems problems;
    private final String place;

    HandlerChecks(Problems problems, String place) {
        this.problems = problems;
        this.place = place;
    }

    void check(HandlerInfo info, Optional<Duration> timeout, List<String> emits) {
        if (info.id().isBlank()
                || info.id().contains("=")
                || !info.id().equals(info.id().strip())) {
            problems.add(
                    "the id of a handler must not be empty, nor contain '=' or spaces at its ends, but it is '"
                            + info.id() + "'",
                    place);
        }
        if (info.group().isBlank()) {
            problems.add("the name of the group is empty", place);
        }
        checkTopics(info.topics(), "the handler names no topic", place);
        if (!emits.isEmpty()) {
            checkTopics(emits, "", place + " (emits)");
        }
        checkConcurrency(info.concurrency());
        timeout.filter(limit -> limit.isNegative() || limit.isZero())
                .ifPresent(limit -> problems.add("the timeout must be more than nothing, but is " + limit, place));
        timeout.filter(limit -> limit.compareTo(LONGEST_TIMEOUT) > 0)
                .ifPresent(limit -> problems.add("the timeout must be at most a year, but is " + limit, place));
    }

    private void checkTopics(List<String> topics, String ifEmpty, String where) {
        if (topics.isEmpty()) {
            problems.add(ifEmpty, where);
        }
        Set<String> seen = new HashSet<>();
        for (String topic : topics) {
            TopicNames.problem(topic).ifPresent(problem -> problems.add(problem, where));
            if (!seen.add(topic)) {
                problems.add("the topic '" + topic + "' is named twice", where);
            }
        }
    }

    private void checkConcurrency(int concurrency) {
        if (concurrency < 1) {
            problems.add("concurrency must be at least 1, but is " + concurrency, place);
        }
        if (concurrency > MAX_CONCURRENCY) {
            problems.add(
                    "concurrency is " + concurrency + ", more than the " + MAX_CONCURRENCY
                            + " that one consumer can hold in flight: run more consumers or instances",
                    place);
        }
    }
}
