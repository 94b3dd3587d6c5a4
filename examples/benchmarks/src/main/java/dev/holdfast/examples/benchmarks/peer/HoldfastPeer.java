package dev.holdfast.examples.benchmarks.peer;

import static java.util.Objects.requireNonNull;

import dev.holdfast.Message;
import dev.holdfast.Order;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.app.HandlerSpec;
import dev.holdfast.app.Holdfast;
import dev.holdfast.examples.benchmarks.trial.Contestant;
import dev.holdfast.examples.benchmarks.trial.Peer;
import dev.holdfast.examples.benchmarks.trial.Task;
import dev.holdfast.retry.RetrySchedule;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Holdfast. What it sets by itself is always set: there is nothing to tune but concurrency. */
public final class HoldfastPeer {
    /** The beginning of its name in tables. */
    public static final String NAME = "Holdfast";

    private static final int CONCURRENCY = 64;

    private HoldfastPeer() {}

    /**
     * Handles records with the concurrency that it has by default.
     *
     * @param order the order to keep
     * @return the contestant
     */
    public static Contestant defaults(Order order) {
        return contestant(order, Contestant.DEFAULTS, spec -> {}, HoldfastPeer::done);
    }

    /**
     * Handles records with a concurrency.
     *
     * @param order the order to keep
     * @param concurrency how many at a time
     * @return the contestant
     */
    public static Contestant concurrent(Order order, int concurrency) {
        return contestant(order, concurrency + " at a time", spec -> spec.concurrency(concurrency), HoldfastPeer::done);
    }

    /**
     * Tries a record that fails again after a second: from a retry topic, or held with its key.
     *
     * @param order {@link Order#KEY_UNTIL_RETRY} for a retry topic, {@link Order#KEY} for held keys
     * @return the contestant
     */
    public static Contestant retrying(Order order) {
        return retrying(order, "1s");
    }

    /**
     * Tries a record that fails again after a delay.
     *
     * @param order as above
     * @param delay such as {@code 1s}
     * @return the contestant
     */
    public static Contestant retrying(Order order, String delay) {
        return contestant(
                order,
                CONCURRENCY + " at a time",
                spec -> spec.concurrency(CONCURRENCY).with(RetrySchedule.of(delay)),
                HoldfastPeer::done);
    }

    /**
     * Writes each record to another topic, exactly once.
     *
     * @param order the order to keep
     * @return the contestant
     */
    public static Contestant copying(Order order) {
        return contestant(
                order, CONCURRENCY + " at a time", spec -> spec.concurrency(CONCURRENCY), (spec, task) -> spec.emits(
                                task.target())
                        .runMessage((message, delivery) -> {
                            task.handler().handle(requireNonNull(message.value()));
                            return Outcome.emit(Message.of(message.key(), message.value()));
                        }));
    }

    private static void done(HandlerSpec<byte[], byte[]> spec, Task task) {
        spec.run((value, delivery) -> {
            task.handler().handle(value);
            return Outcome.done();
        });
    }

    private static Contestant contestant(
            Order order,
            String tuning,
            Consumer<HandlerSpec<byte[], byte[]>> settings,
            BiConsumer<HandlerSpec<byte[], byte[]>, Task> work) {
        boolean ordered = order == Order.KEY || order == Order.PARTITION;
        return new Contestant(
                NAME + " " + order,
                tuning,
                ordered,
                false,
                task -> start(task, spec -> {
                    spec.group(task.group()).order(order);
                    settings.accept(spec);
                    work.accept(spec, task);
                }));
    }

    private static Peer.Running start(Task task, Consumer<HandlerSpec<byte[], byte[]>> handler) {
        Holdfast app = Holdfast.builder()
                .applicationId("benchmarks")
                .bootstrapServers(task.bootstrapServers())
                .consumerProperties(Map.of("group.protocol", "consumer"))
                .handle(Topic.of(task.source().topic(), byte[].class, byte[].class), handler)
                .build();
        app.start();
        return app::close;
    }
}
