package dev.holdfast.internal.topic;

import dev.holdfast.ClusterUnavailableException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;

/** Waits for the answers of an admin client, within one bound of time for all of them together. */
public final class AdminCalls {
    private static final Duration PAUSE = Duration.ofMillis(50);
    // The client gives up by itself, with a better message; this only keeps a stuck client from blocking for ever.
    private static final long GRACE_MS = 1_000;

    private final Admin admin;
    private final String bootstrapServers;
    private final Duration bound;
    private final long deadline;

    /**
     * Begins to count the time.
     *
     * @param admin asks the cluster
     * @param bootstrapServers where it is, for messages
     * @param bound how long all answers together may take
     */
    public AdminCalls(Admin admin, String bootstrapServers, Duration bound) {
        this.admin = admin;
        this.bootstrapServers = bootstrapServers;
        this.bound = bound;
        this.deadline = System.nanoTime() + bound.toNanos();
    }

    Admin admin() {
        return admin;
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    /** The time that is left, for the options of a call. */
    int remainingMs() {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        return (int) Math.max(1, Math.min(left, Integer.MAX_VALUE));
    }

    boolean isOver() {
        return deadline - System.nanoTime() <= 0;
    }

    /**
     * Repeats an action while it fails with what may pass.
     *
     * @param what what the cluster is asked for, for the message: it "did not …"
     * @param action the action
     * @param <T> its result
     * @return its result
     * @throws dev.holdfast.ClusterUnavailableException if it still fails when the time is over
     */
    public <T> T retrying(String what, Supplier<T> action) {
        while (true) {
            try {
                return action.get();
            } catch (RetriableException e) {
                if (isOver()) {
                    throw unavailable(what, e);
                }
                pause(what);
            }
        }
    }

    /** The answer, or Kafka's own exception; out of time is a {@link ClusterUnavailableException}. */
    <T> T await(String what, KafkaFuture<T> future) {
        try {
            return future.get(remainingMs() + GRACE_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw failure(what, e.getCause());
        } catch (TimeoutException e) {
            throw unavailable(what, e);
        } catch (InterruptedException e) {
            throw interrupted(what, e);
        }
    }

    void pause(String what) {
        try {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        } catch (InterruptedException e) {
            throw interrupted(what, e);
        }
    }

    ClusterUnavailableException unavailable(String what, @Nullable Throwable cause) {
        String why = cause == null || cause.getMessage() == null ? "" : ": " + cause.getMessage();
        return new ClusterUnavailableException(
                bootstrapServers,
                "The Kafka cluster at " + bootstrapServers + " did not " + what + " within " + bound.toMillis() + " ms"
                        + why,
                cause);
    }

    private RuntimeException failure(String what, @Nullable Throwable cause) {
        if (cause instanceof org.apache.kafka.common.errors.TimeoutException) {
            return unavailable(what, cause);
        }
        if (cause instanceof AuthenticationException) {
            return new ClusterUnavailableException(
                    bootstrapServers,
                    "The Kafka cluster at " + bootstrapServers + " refused this client: " + cause.getMessage(),
                    cause);
        }
        return cause instanceof KafkaException known ? known : new KafkaException(cause);
    }

    private ClusterUnavailableException interrupted(String what, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new ClusterUnavailableException(
                bootstrapServers,
                "Interrupted while the Kafka cluster at " + bootstrapServers + " was to " + what,
                cause);
    }
}
