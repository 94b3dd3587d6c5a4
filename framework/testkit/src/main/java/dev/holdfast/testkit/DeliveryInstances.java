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
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** The application of a {@link DeliverySuite}, in several instances. Used by one thread. */
final class DeliveryInstances implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    static final int OUTPUT_PARTITIONS = 3;

    private final String bootstrapServers;
    private final String group;
    private final Topic<byte[], byte[]> inputs;
    private final DeliveryMode mode;
    private final DeliveryHandlers handlers;
    private final @Nullable DeliveryRetries retries;
    private final Map<String, Holdfast> running = new LinkedHashMap<>();
    private int started;

    DeliveryInstances(
            String bootstrapServers,
            String group,
            Topic<byte[], byte[]> inputs,
            DeliveryMode mode,
            DeliveryHandlers handlers,
            @Nullable DeliveryRetries retries) {
        this.bootstrapServers = bootstrapServers;
        this.group = group;
        this.inputs = inputs;
        this.mode = mode;
        this.handlers = handlers;
        this.retries = retries;
    }

    void start() throws TimeoutException {
        String owner = "instance-" + ++started;
        HoldfastBuilder builder = Holdfast.builder()
                .applicationId(group)
                .bootstrapServers(bootstrapServers)
                .consumerProperties(
                        Map.of("group.protocol", mode.protocol().name().toLowerCase(Locale.ROOT)))
                .threads(mode.threads())
                .group(group, spec -> spec.guarantee(mode.guarantee()))
                .topic(TopicSpec.of(DeliveryHandler.OUTPUTS).partitions(OUTPUT_PARTITIONS));
        DeliveryHandler called = handlers.of(owner);
        if (mode.style() == Style.BUILT) {
            builder.handle(Topic.of(inputs.name(), byte[].class, String.class), handler -> built(handler, called));
        } else {
            String prefix = "holdfast.handlers." + DeliveryHandler.ID;
            builder.handlers(annotated(called))
                    .settings(Settings.of(Map.of(
                            prefix + ".topics", inputs.name(),
                            prefix + ".order", mode.order().name())));
        }
        Holdfast app = builder.build();
        running.put(owner, app);
        app.start();
        app.awaitRunning(PATIENCE);
    }

    private Object annotated(DeliveryHandler called) {
        if (mode.answer() == Answer.SYNC) {
            return retries == null ? new DeliveryHandlers.Sync(called) : retries.annotated(called);
        }
        return retries == null ? new DeliveryHandlers.Async(called) : retries.annotatedLater(called);
    }

    private void built(HandlerSpec<byte[], String> handler, DeliveryHandler called) {
        handler.id(DeliveryHandler.ID).order(mode.order()).emits(DeliveryHandler.OUTPUTS);
        if (retries != null) {
            handler.with(retries.feature());
        }
        if (mode.answer() == Answer.SYNC) {
            handler.runMessage((message, delivery) -> emit(called.handle(message, delivery)));
        } else {
            handler.runAsync(
                    (message, delivery) -> called.handleLater(message, delivery).thenApply(DeliveryInstances::emit));
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
