package dev.holdfast.retry.internal;

import dev.holdfast.Order;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a policy for a handler. */
public final class PolicyProblems {
    private static final int MOST = 20;
    private static final Duration LONGEST_IN_PLACE = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofDays(365);

    private PolicyProblems() {}

    /**
     * Checks a policy.
     *
     * @param policy the policy
     * @param deadLettersOnly whether it is meant to have no retries
     * @param order the handler's order
     * @return a sentence for each problem
     */
    public static List<String> of(RetryPolicy policy, boolean deadLettersOnly, Order order) {
        List<String> problems = new ArrayList<>();
        if (!deadLettersOnly && policy.delays().isEmpty() && policy.inPlace().isEmpty()) {
            problems.add("retries are declared without any delay: name delays, or declare dead letters only"
                    + " (@DeadLetterTopic)");
        }
        count(policy.delays(), "retry topics", problems);
        count(policy.inPlace(), "delays in place", problems);
        if (policy.longestDelay().compareTo(LONGEST) > 0) {
            problems.add("a delay is at most 365 days, but one is " + policy.longestDelay());
        }
        policy.inPlace().stream()
                .filter(delay -> delay.compareTo(LONGEST_IN_PLACE) > 0)
                .forEach(delay -> problems.add("a delay in place is at most a minute, but one is " + delay
                        + ": records wait longer in a retry topic"));
        policy.only().stream()
                .filter(policy.except()::contains)
                .forEach(type -> problems.add("both 'only' and 'except' name " + type.getName()));
        if (!policy.delays().isEmpty()) {
            order(order, problems);
        }
        if (policy.holds() && (order != Order.KEY || policy.delays().isEmpty())) {
            problems.add(
                    "onExhausted = HOLD_KEY needs the order KEY and at least one delay: without them no key is held");
        }
        return problems;
    }

    private static void count(List<Duration> delays, String what, List<String> problems) {
        if (delays.size() > MOST) {
            problems.add("there are at most " + MOST + " " + what + ", but these are " + delays.size());
        }
    }

    private static void order(Order order, List<String> problems) {
        if (order == Order.PARTITION) {
            problems.add("a record in a retry topic is overtaken by younger ones of its partition, which the order"
                    + " PARTITION does not allow: retry in place only, or choose another order");
        }
    }
}
