package dev.holdfast.testkit;

import dev.holdfast.Guarantee;
import dev.holdfast.HandlerThreads;
import dev.holdfast.Order;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;

/**
 * A way to run an application that must not change what it guarantees.
 *
 * @param style how the handler is written
 * @param order its order
 * @param answer when it answers
 * @param threads which threads run it
 * @param protocol how its group agrees on who owns what
 * @param guarantee what its group promises
 */
public record DeliveryMode(
        Style style, Order order, Answer answer, HandlerThreads threads, GroupProtocol protocol, Guarantee guarantee) {
    private static final int VIRTUAL_SINCE = 21;
    private static final List<Order> WITHOUT_RETRIES = List.of(Order.KEY, Order.PARTITION, Order.NONE);
    private static final List<Order> WITH_RETRIES = List.of(Order.KEY, Order.KEY_UNTIL_RETRY, Order.NONE);

    /** How a handler is written. */
    public enum Style {
        /** As a method with annotations. */
        ANNOTATED,
        /** As a function that the builder is given. */
        BUILT
    }

    /** When a handler answers. */
    public enum Answer {
        /** When it returns. */
        SYNC,
        /** With a stage that another thread completes. */
        ASYNC
    }

    /** Kafka's {@code group.protocol}. */
    public enum GroupProtocol {
        /** The members agree among themselves. */
        CLASSIC,
        /** The broker decides. */
        CONSUMER
    }

    /**
     * Few modes without retry topics, exactly once, in which every two values of different settings meet.
     *
     * @return six modes; without virtual threads on a Java that has none
     */
    public static List<DeliveryMode> pairwise() {
        return List.of(
                mode(Style.ANNOTATED, Order.KEY, Answer.SYNC, false, GroupProtocol.CLASSIC, Guarantee.EXACTLY_ONCE),
                mode(Style.BUILT, Order.KEY, Answer.ASYNC, true, GroupProtocol.CONSUMER, Guarantee.EXACTLY_ONCE),
                mode(
                        Style.ANNOTATED,
                        Order.PARTITION,
                        Answer.ASYNC,
                        false,
                        GroupProtocol.CONSUMER,
                        Guarantee.EXACTLY_ONCE),
                mode(Style.BUILT, Order.PARTITION, Answer.SYNC, true, GroupProtocol.CLASSIC, Guarantee.EXACTLY_ONCE),
                mode(Style.ANNOTATED, Order.NONE, Answer.ASYNC, true, GroupProtocol.CLASSIC, Guarantee.EXACTLY_ONCE),
                mode(Style.BUILT, Order.NONE, Answer.SYNC, false, GroupProtocol.CONSUMER, Guarantee.EXACTLY_ONCE));
    }

    /**
     * Few modes with retry topics, in which every two values of different settings meet.
     *
     * @return eight modes; without virtual threads on a Java that has none
     */
    public static List<DeliveryMode> pairwiseWithRetries() {
        // A covering array: each two columns have all four pairs of values in six rows. Two more have each value beside
        // KEY.
        return Stream.concat(
                        Stream.of("000000", "111010", "110101", "101001", "010110", "001111")
                                .map(DeliveryMode::withRetries),
                        pairwise().stream().filter(mode -> mode.order() == Order.KEY))
                .toList();
    }

    private static DeliveryMode withRetries(String row) {
        return mode(
                either(row.charAt(0), Style.ANNOTATED, Style.BUILT),
                either(row.charAt(1), Order.KEY_UNTIL_RETRY, Order.NONE),
                either(row.charAt(2), Answer.SYNC, Answer.ASYNC),
                either(row.charAt(3), false, true),
                either(row.charAt(4), GroupProtocol.CLASSIC, GroupProtocol.CONSUMER),
                either(row.charAt(5), Guarantee.EXACTLY_ONCE, Guarantee.AT_LEAST_ONCE));
    }

    private static <T> T either(char digit, T zero, T one) {
        return digit == '0' ? zero : one;
    }

    private static DeliveryMode mode(
            Style style, Order order, Answer answer, boolean virtual, GroupProtocol protocol, Guarantee guarantee) {
        return new DeliveryMode(style, order, answer, virtual ? virtual() : HandlerThreads.POOL, protocol, guarantee);
    }

    /**
     * All modes without retry topics that this Java can run, exactly once.
     *
     * @return 48 modes, or 24 without virtual threads
     */
    public static List<DeliveryMode> all() {
        return all(WITHOUT_RETRIES, List.of(Guarantee.EXACTLY_ONCE));
    }

    /**
     * All modes with retry topics that this Java can run. {@link Order#KEY} is kept through retries only exactly once.
     *
     * @return 80 modes, or 40 without virtual threads
     */
    public static List<DeliveryMode> allWithRetries() {
        return all(WITH_RETRIES, List.of(Guarantee.values())).stream()
                .filter(mode -> mode.order() != Order.KEY || mode.guarantee() == Guarantee.EXACTLY_ONCE)
                .toList();
    }

    private static List<DeliveryMode> all(List<Order> orders, List<Guarantee> guarantees) {
        List<DeliveryMode> all = new ArrayList<>();
        for (Style style : Style.values()) {
            for (Order order : orders) {
                for (Answer answer : Answer.values()) {
                    for (HandlerThreads threads : new LinkedHashSet<>(List.of(HandlerThreads.POOL, virtual()))) {
                        for (GroupProtocol protocol : GroupProtocol.values()) {
                            guarantees.forEach(guarantee ->
                                    all.add(new DeliveryMode(style, order, answer, threads, protocol, guarantee)));
                        }
                    }
                }
            }
        }
        return List.copyOf(all);
    }

    private static HandlerThreads virtual() {
        return Runtime.version().feature() >= VIRTUAL_SINCE ? HandlerThreads.VIRTUAL : HandlerThreads.POOL;
    }
}
