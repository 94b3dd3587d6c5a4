package dev.holdfast.retry;

import dev.holdfast.retry.internal.DelayText;
import dev.holdfast.retry.internal.OwnTopics;
import dev.holdfast.retry.internal.PolicyProblems;
import dev.holdfast.retry.internal.RetryExtension;
import dev.holdfast.retry.internal.RetryPolicy;
import dev.holdfast.spi.DerivedTopic;
import dev.holdfast.spi.FeatureSettings;
import dev.holdfast.spi.HandlerExtension;
import dev.holdfast.spi.HandlerFeature;
import dev.holdfast.spi.HandlerInfo;
import dev.holdfast.spi.Timers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * When failed records of a handler are tried again, and what becomes of them in the end: the same as {@link RetryTopics}
 * and {@link DeadLetterTopic}, for {@code HandlerSpec.with}. Immutable; what can't be read is reported with all other
 * problems of the application.
 *
 * <pre>{@code
 * .handle(ORDERS, h -> h.order(Order.KEY_UNTIL_RETRY)
 *         .with(RetrySchedule.of("10s", "1m").except(CardDeclined.class))
 *         .run((order, delivery) -> …))
 * }</pre>
 */
public final class RetrySchedule implements HandlerFeature {
    private final RetryPolicy policy;
    private final boolean deadLettersOnly;
    private final List<String> textProblems;

    private RetrySchedule(RetryPolicy policy, boolean deadLettersOnly, List<String> textProblems) {
        this.policy = policy;
        this.deadLettersOnly = deadLettersOnly;
        this.textProblems = List.copyOf(textProblems);
    }

    /**
     * Retry topics with delays, then dead letters.
     *
     * @param delays one for each retry topic, as {@link RetryTopics#value}
     * @return the schedule
     */
    public static RetrySchedule of(String... delays) {
        List<String> problems = new ArrayList<>();
        List<Duration> parsed = DelayText.parse(Arrays.asList(delays), "the delay", problems);
        return new RetrySchedule(RetryPolicy.NONE.withDelays(parsed), false, problems);
    }

    /**
     * No retries: every failure is a dead letter at once, as {@link DeadLetterTopic} does.
     *
     * @return the schedule
     */
    public static RetrySchedule deadLettersOnly() {
        return new RetrySchedule(RetryPolicy.NONE, true, List.of());
    }

    /**
     * Tries in memory before the first retry topic, as {@link RetryTopics#inPlace}.
     *
     * @param delays one for each attempt
     * @return another schedule
     */
    public RetrySchedule inPlace(String... delays) {
        List<String> problems = new ArrayList<>(textProblems);
        List<Duration> parsed = DelayText.parse(Arrays.asList(delays), "the delay in place", problems);
        return new RetrySchedule(policy.withInPlace(parsed), deadLettersOnly, problems);
    }

    /**
     * Retries only some exceptions, as {@link RetryTopics#only}.
     *
     * @param types classes, subclasses included
     * @return another schedule
     */
    @SafeVarargs
    public final RetrySchedule only(Class<? extends Throwable>... types) {
        List<Class<? extends Throwable>> list = new ArrayList<>();
        for (Class<? extends Throwable> type : types) {
            list.add(type);
        }
        return new RetrySchedule(policy.withOnly(list), deadLettersOnly, textProblems);
    }

    /**
     * Does not retry some exceptions, as {@link RetryTopics#except}.
     *
     * @param types classes, subclasses included
     * @return another schedule
     */
    @SafeVarargs
    public final RetrySchedule except(Class<? extends Throwable>... types) {
        List<Class<? extends Throwable>> list = new ArrayList<>();
        for (Class<? extends Throwable> type : types) {
            list.add(type);
        }
        return new RetrySchedule(policy.withExcept(list), deadLettersOnly, textProblems);
    }

    /**
     * Sets what becomes of a record that no attempt could handle. Default: dead letter.
     *
     * @param end the end
     * @return another schedule
     */
    public RetrySchedule onExhausted(OnExhausted end) {
        boolean stops = Objects.requireNonNull(end, "end") == OnExhausted.STOP_PARTITION;
        return new RetrySchedule(policy.withStop(stops), deadLettersOnly, textProblems);
    }

    /**
     * Sets how long dead letters are kept. Default: for ever.
     *
     * @param retention a duration such as {@code 30d}
     * @return another schedule
     */
    public RetrySchedule deadLetterRetention(String retention) {
        List<String> problems = new ArrayList<>(textProblems);
        List<Duration> parsed = DelayText.parse(List.of(retention), "the retention of dead letters", problems);
        return new RetrySchedule(
                parsed.isEmpty() ? policy : policy.withDeadLetterRetention(parsed.get(0)), deadLettersOnly, problems);
    }

    List<String> textProblems() {
        return textProblems;
    }

    @Override
    public Optional<HandlerFeature> joinedWith(HandlerFeature other) {
        if (!(other instanceof RetrySchedule schedule)) {
            return Optional.empty();
        }
        List<String> problems = new ArrayList<>(textProblems);
        problems.addAll(schedule.textProblems);
        if (deadLettersOnly == schedule.deadLettersOnly) {
            problems.add("the handler is given two schedules of retries and dead letters: say all of it in one");
        }
        RetrySchedule retries = deadLettersOnly ? schedule : this;
        RetrySchedule letters = deadLettersOnly ? this : schedule;
        Duration retention = letters.policy.deadLetterRetention();
        return Optional.of(new RetrySchedule(
                retention == null ? retries.policy : retries.policy.withDeadLetterRetention(retention),
                retries.deadLettersOnly,
                problems));
    }

    @Override
    public HandlerFeature configured(FeatureSettings settings) {
        if (deadLettersOnly) {
            return this;
        }
        List<Duration> delays = settings.read("retry.delays", DelayText::list, policy.delays());
        return new RetrySchedule(policy.withDelays(delays), false, textProblems);
    }

    @Override
    public List<String> problems(HandlerInfo handler) {
        List<String> problems = new ArrayList<>(textProblems);
        if (textProblems.isEmpty()) {
            problems.addAll(PolicyProblems.of(policy, deadLettersOnly, handler.order()));
        }
        return problems;
    }

    @Override
    public List<DerivedTopic> topics(HandlerInfo handler) {
        return new OwnTopics(handler).derived(policy);
    }

    @Override
    public List<String> leftovers(HandlerInfo handler, Set<String> topics) {
        OwnTopics own = new OwnTopics(handler);
        return topics.stream().filter(own::isRead).sorted().toList();
    }

    @Override
    public HandlerExtension open(HandlerInfo handler, Timers timers) {
        return new RetryExtension(handler, policy, timers);
    }
}
