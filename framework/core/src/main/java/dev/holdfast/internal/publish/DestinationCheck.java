package dev.holdfast.internal.publish;

import dev.holdfast.PublishException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.DescribeConfigsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Asks whether a topic exists before the producer hears of it, as brokers may create what producers ask for, and then has
 * the producer fetch its metadata. Runs on the scheduler's thread, never on a caller's.
 */
final class DestinationCheck {
    private static final Duration PAUSE = Duration.ofMillis(100);
    // A topic that was just created is not known to all brokers at once.
    private static final Duration UNKNOWN_AT_LEAST = Duration.ofSeconds(1);

    private final Admin admin;
    private final ScheduledExecutorService scheduler;
    private final Supplier<Producer<byte[], byte[]>> producer;
    private final int timeoutMs;
    private final Consumer<Destination> onRefused;

    DestinationCheck(
            Admin admin,
            ScheduledExecutorService scheduler,
            Supplier<Producer<byte[], byte[]>> producer,
            int timeoutMs,
            Consumer<Destination> onRefused) {
        this.admin = admin;
        this.scheduler = scheduler;
        this.producer = producer;
        this.timeoutMs = timeoutMs;
        this.onRefused = onRefused;
    }

    void start(Destination destination) {
        later(Duration.ZERO, destination, () -> {
            askForLimit(destination);
            ask(destination, System.nanoTime());
        });
    }

    private void ask(Destination destination, long since) {
        String topic = destination.topic();
        KafkaFuture<?> description = admin.describeTopics(
                        List.of(topic), new DescribeTopicsOptions().timeoutMs(timeoutMs))
                .topicNameValues()
                .get(topic);
        if (description == null) {
            throw new IllegalStateException("no answer for " + topic);
        }
        KafkaFuture<?> unused = description.whenComplete((there, failure) -> later(Duration.ZERO, destination, () -> {
            if (failure == null) {
                prefetch(destination, since);
            } else if (failure instanceof UnknownTopicOrPartitionException && isWithin(UNKNOWN_AT_LEAST, since)) {
                later(PAUSE, destination, () -> ask(destination, since));
            } else {
                refuse(destination, failure);
            }
        }));
    }

    /** Fails quietly: the limit only makes a message clearer. */
    private void askForLimit(Destination destination) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, destination.topic());
        KafkaFuture<Map<ConfigResource, Config>> configs = admin.describeConfigs(
                        List.of(resource), new DescribeConfigsOptions().timeoutMs(timeoutMs))
                .all();
        KafkaFuture<?> unused = configs.whenComplete((found, failure) -> {
            Config config = failure == null ? found.get(resource) : null;
            if (config != null) {
                destination.takesAtMost(config.get("max.message.bytes").value());
            }
        });
    }

    private void prefetch(Destination destination, long since) {
        try {
            Producer<byte[], byte[]> ready = producer.get();
            ready.partitionsFor(destination.topic());
            destination.open(ready);
        } catch (RetriableException e) {
            if (isWithin(Duration.ofMillis(timeoutMs), since)) {
                later(PAUSE, destination, () -> prefetch(destination, since));
            } else {
                refuse(destination, e);
            }
        }
    }

    private void later(Duration delay, Destination destination, Runnable step) {
        Runnable guarded = () -> {
            try {
                step.run();
            } catch (KafkaException | IllegalStateException e) {
                refuse(destination, e);
            }
        };
        try {
            ScheduledFuture<?> unused = scheduler.schedule(guarded, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            refuse(destination, e); // closed meanwhile
        }
    }

    private void refuse(Destination destination, @Nullable Throwable cause) {
        onRefused.accept(destination);
        destination.refuse(new PublishException(destination.topic(), refusal(destination.topic(), cause), cause));
    }

    /** What a person reads about a topic that can't be written to. */
    static String refusal(String topic, @Nullable Throwable cause) {
        if (cause instanceof UnknownTopicOrPartitionException || cause instanceof InvalidTopicException) {
            return "Topic '" + topic + "' does not exist. Nothing was sent.";
        }
        return cause instanceof TopicAuthorizationException
                ? "Topic '" + topic + "' does not exist, or this client lacks the right Describe. Nothing was sent."
                : "Topic '" + topic + "' could not be looked up: " + cause;
    }

    private static boolean isWithin(Duration bound, long since) {
        return System.nanoTime() - since < bound.toNanos();
    }
}
