package dev.holdfast.retry;

import dev.holdfast.Guarantee;
import dev.holdfast.retry.internal.DelayText;
import dev.holdfast.retry.internal.OwnTopics;
import dev.holdfast.retry.internal.PolicyProblems;
import dev.holdfast.retry.internal.RetryExtension;
import dev.holdfast.retry.internal.RetryPolicy;
import dev.holdfast.retry.internal.Totals;
import dev.holdfast.retry.internal.held.HeldExtension;
import dev.holdfast.retry.internal.held.HeldRouting;
import dev.holdfast.spi.DerivedTopic;
import dev.holdfast.spi.ExtensionTools;
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
        Objects.requireNonNull(end, "end");
        RetryPolicy ending = policy.withStop(end == OnExhausted.STOP_PARTITION).withHold(end == OnExhausted.HOLD_KEY);
        return new RetrySchedule(ending, deadLettersOnly, textProblems);
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
        long heldBytes = settings.read("retry.held-bytes", RetrySchedule::bytes, policy.heldBytes());
        return new RetrySchedule(policy.withDelays(delays).withHeldBytes(heldBytes), false, textProblems);
    }

    private static long bytes(String text) {
        if (!text.matches("[1-9]\\d{0,17}")) {
            throw new IllegalArgumentException("a number of bytes is a whole number from 1 on, such as 1073741824");
        }
        return Long.parseLong(text);
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
    public boolean readsNotes() {
        return true;
    }

    @Override
    public List<String> problemsUnder(HandlerInfo handler, Guarantee guarantee) {
        return OwnTopics.holdsKeys(handler, policy) && guarantee != Guarantee.EXACTLY_ONCE
                ? List.of(
                        "the order KEY is kept through retries only by a group that is EXACTLY_ONCE: choose that, or the"
                                + " order KEY_UNTIL_RETRY, or retry in place only")
                : List.of();
    }

    @Override
    public HandlerExtension open(HandlerInfo handler, Timers timers) {
        HandlerExtension topics = topicsOf(handler, timers, totals(handler));
        return OwnTopics.holdsKeys(handler, policy) ? new HeldRouting(policy, topics) : topics;
    }

    @Override
    public HandlerExtension open(HandlerInfo handler, ExtensionTools tools) {
        Totals totals = totals(handler);
        return new HeldExtension(handler, policy, tools, topicsOf(handler, tools.timers(), totals), totals);
    }

    private Totals totals(HandlerInfo handler) {
        return new Totals(
                OwnTopics.holdsKeys(handler, policy) ? 0 : policy.delays().size());
    }

    private HandlerExtension topicsOf(HandlerInfo handler, Timers timers, Totals totals) {
        RetryPolicy routed = OwnTopics.holdsKeys(handler, policy) ? policy.inMemory() : policy;
        return new RetryExtension(handler, policy, routed, timers, totals);
    }
}
