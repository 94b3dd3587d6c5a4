package dev.holdfast.testkit;

import dev.holdfast.Message;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.TopicSpec;
import dev.holdfast.app.HandlerSpec;
import dev.holdfast.app.Holdfast;
import dev.holdfast.app.HoldfastBuilder;
import dev.holdfast.app.Settings;
import dev.holdfast.testkit.DeliveryMode.Answer;
import dev.holdfast.testkit.DeliveryMode.Style;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeoutException;

/** The application of a {@link DeliverySuite}, in several instances. Used by one thread. */
final class DeliveryInstances implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    static final int OUTPUT_PARTITIONS = 3;

    private final String bootstrapServers;
    private final String group;
    private final Topic<byte[], byte[]> inputs;
    private final DeliveryMode mode;
    private final DeliveryHandlers handlers;
    private final Executor executor;
    private final Map<String, Holdfast> running = new LinkedHashMap<>();
    private int started;

    DeliveryInstances(
            String bootstrapServers,
            String group,
            Topic<byte[], byte[]> inputs,
            DeliveryMode mode,
            DeliveryHandlers handlers,
            Executor executor) {
        this.bootstrapServers = bootstrapServers;
        this.group = group;
        this.inputs = inputs;
        this.mode = mode;
        this.handlers = handlers;
        this.executor = executor;
    }

    void start() throws TimeoutException {
        String owner = "instance-" + ++started;
        HoldfastBuilder builder = Holdfast.builder()
                .applicationId(group)
                .bootstrapServers(bootstrapServers)
                .consumerProperties(
                        Map.of("group.protocol", mode.protocol().name().toLowerCase(Locale.ROOT)))
                .threads(mode.threads())
                .topic(TopicSpec.of(DeliveryHandlers.OUTPUTS).partitions(OUTPUT_PARTITIONS));
        if (mode.style() == Style.BUILT) {
            builder.handle(inputs, handler -> built(handler, owner));
        } else {
            String prefix = "holdfast.handlers." + DeliveryHandlers.ID;
            builder.handlers(annotated(owner))
                    .settings(Settings.of(Map.of(
                            prefix + ".topics", inputs.name(),
                            prefix + ".order", mode.order().name())));
        }
        Holdfast app = builder.build();
        running.put(owner, app);
        app.start();
        app.awaitRunning(PATIENCE);
    }

    private Object annotated(String owner) {
        return mode.answer() == Answer.SYNC
                ? new DeliveryHandlers.Sync(handlers, owner)
                : new DeliveryHandlers.Async(handlers, owner, executor);
    }

    private void built(HandlerSpec<byte[], byte[]> handler, String owner) {
        handler.id(DeliveryHandlers.ID).order(mode.order()).emits(DeliveryHandlers.OUTPUTS);
        if (mode.answer() == Answer.SYNC) {
            handler.runMessage((message, delivery) -> emit(handlers.handle(owner, message, delivery)));
        } else {
            handler.runAsync((message, delivery) -> handlers.handleLater(owner, message, delivery, executor)
                    .thenApply(DeliveryInstances::emit));
        }
    }

    private static Outcome emit(Message<byte[], byte[]> output) {
        return Outcome.emit(output);
    }

    /** Closes the instance that runs longest, in good order. */
    void closeOldest() {
        String oldest = running.keySet().iterator().next();
        running.remove(oldest).close();
    }

    @Override
    public void close() {
        running.values().forEach(Holdfast::close);
        running.clear();
    }

    @Override
    public String toString() {
        Map<String, Object> states = new LinkedHashMap<>();
        running.forEach((owner, app) -> states.put(owner, app.state()));
        return states.toString();
    }
}
