package dev.holdfast.testkit;

import dev.holdfast.HandlerThreads;
import dev.holdfast.Order;
import java.util.ArrayList;
import java.util.List;

/**
 * A way to run an application that must not change what it guarantees.
 *
 * @param style how the handler is written
 * @param order its order
 * @param answer when it answers
 * @param threads which threads run it
 * @param protocol how its group agrees on who owns what
 */
public record DeliveryMode(Style style, Order order, Answer answer, HandlerThreads threads, GroupProtocol protocol) {
    private static final int VIRTUAL_SINCE = 21;

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
     * Few modes in which every two values of different settings meet.
     *
     * @return six modes; without virtual threads on a Java that has none
     */
    public static List<DeliveryMode> pairwise() {
        HandlerThreads virtual = virtual();
        return List.of(
                new DeliveryMode(
                        Style.ANNOTATED, Order.KEY, Answer.SYNC, HandlerThreads.POOL, GroupProtocol.CLASSIC),
                new DeliveryMode(Style.BUILT, Order.KEY, Answer.ASYNC, virtual, GroupProtocol.CONSUMER),
                new DeliveryMode(
                        Style.ANNOTATED, Order.PARTITION, Answer.ASYNC, HandlerThreads.POOL, GroupProtocol.CONSUMER),
                new DeliveryMode(Style.BUILT, Order.PARTITION, Answer.SYNC, virtual, GroupProtocol.CLASSIC),
                new DeliveryMode(Style.ANNOTATED, Order.NONE, Answer.ASYNC, virtual, GroupProtocol.CLASSIC),
                new DeliveryMode(Style.BUILT, Order.NONE, Answer.SYNC, HandlerThreads.POOL, GroupProtocol.CONSUMER));
    }

    /**
     * All modes that this Java can run.
     *
     * @return 48 modes, or 24 without virtual threads
     */
    public static List<DeliveryMode> all() {
        List<DeliveryMode> all = new ArrayList<>();
        for (Style style : Style.values()) {
            for (Order order : List.of(Order.KEY, Order.PARTITION, Order.NONE)) {
                for (Answer answer : Answer.values()) {
                    for (GroupProtocol protocol : GroupProtocol.values()) {
                        all.add(new DeliveryMode(style, order, answer, HandlerThreads.POOL, protocol));
                        if (virtual() == HandlerThreads.VIRTUAL) {
                            all.add(new DeliveryMode(style, order, answer, HandlerThreads.VIRTUAL, protocol));
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
