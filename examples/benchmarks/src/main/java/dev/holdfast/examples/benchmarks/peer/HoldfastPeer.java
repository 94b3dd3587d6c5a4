package dev.holdfast.examples.benchmarks.peer;

import dev.holdfast.Order;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.app.HandlerSpec;
import dev.holdfast.app.Holdfast;
import dev.holdfast.examples.benchmarks.trial.Contestant;
import dev.holdfast.examples.benchmarks.trial.Peer;
import dev.holdfast.examples.benchmarks.trial.Task;
import java.util.Map;
import java.util.function.Consumer;

/** Holdfast. What it sets by itself is always set: there is nothing to tune but concurrency. */
public final class HoldfastPeer {
    /** The beginning of its name in tables. */
    public static final String NAME = "Holdfast";

    private HoldfastPeer() {}

    /**
     * Handles records with the concurrency that it has by default.
     *
     * @param order the order to keep
     * @return the contestant
     */
    public static Contestant defaults(Order order) {
        return contestant(order, Contestant.DEFAULTS, spec -> {});
    }

    /**
     * Handles records with a concurrency.
     *
     * @param order the order to keep
     * @param concurrency how many at a time
     * @return the contestant
     */
    public static Contestant concurrent(Order order, int concurrency) {
        return contestant(order, Contestant.TUNED, spec -> spec.concurrency(concurrency));
    }

    private static Contestant contestant(Order order, String tuning, Consumer<HandlerSpec<byte[], byte[]>> more) {
        boolean ordered = order == Order.KEY || order == Order.PARTITION;
        return new Contestant(NAME + " " + order, tuning, ordered, false, task -> start(task, order, more));
    }

    private static Peer.Running start(Task task, Order order, Consumer<HandlerSpec<byte[], byte[]>> more) {
        Holdfast app = Holdfast.builder()
                .applicationId("benchmarks")
                .bootstrapServers(task.bootstrapServers())
                .consumerProperties(Map.of("group.protocol", "consumer"))
                .handle(Topic.of(task.source().topic(), byte[].class, byte[].class), spec -> {
                    spec.group(task.group()).order(order);
                    more.accept(spec);
                    spec.run((value, delivery) -> {
                        task.handler().handle(value);
                        return Outcome.done();
                    });
                })
                .build();
        app.start();
        return app::close;
    }
}
