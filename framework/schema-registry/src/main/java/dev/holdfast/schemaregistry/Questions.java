package dev.holdfast.schemaregistry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks each question once and remembers the answer.
 *
 * @param <K> the question
 * @param <V> the answer
 */
final class Questions<K, V> {
    /** How long a failure to ask is passed on instead of asking again. */
    private static final Duration PAUSE = Duration.ofSeconds(1);
    /** How long a first absence is remembered; the second one counts. */
    private static final Duration DOUBT = Duration.ofMinutes(1);

    private static final int MOST_DOUBTS = 100_000;

    private final Function<K, V> registry;
    private final LookupThreads threads;
    private final QuestionLimits limits;
    private final Cache<K, V> found;
    private final Cache<K, SchemaRegistryException> failed;
    private final Cache<K, SchemaRegistryException> missing;
    private final Cache<K, Boolean> doubted;
    private final ConcurrentMap<K, Asking<V>> running = new ConcurrentHashMap<>();
    private volatile boolean down;

    Questions(Function<K, V> registry, LookupThreads threads, QuestionLimits limits) {
        this.registry = registry;
        this.threads = threads;
        this.limits = limits;
        this.found = Caffeine.newBuilder().maximumSize(limits.found()).build();
        this.failed = Caffeine.newBuilder()
                .maximumSize(limits.missing())
                .expireAfterWrite(PAUSE)
                .build();
        this.missing = Caffeine.newBuilder()
                .maximumSize(limits.missing())
                .expireAfterWrite(limits.absence())
                .build();
        this.doubted = Caffeine.newBuilder()
                .maximumSize(MOST_DOUBTS)
                .expireAfterWrite(DOUBT)
                .build();
    }

    V ask(K question) {
        V known = found.getIfPresent(question);
        if (known != null) {
            return known;
        }
        SchemaRegistryException absent = missing.getIfPresent(question);
        if (absent != null) {
            throw absent;
        }
        SchemaRegistryException recent = limits.isPatient() ? failed.getIfPresent(question) : null;
        if (recent != null) {
            throw recent;
        }
        return await(running.computeIfAbsent(question, this::begin));
    }

    private Asking<V> begin(K question) {
        Asking<V> asking = new Asking<>(new CompletableFuture<>(), System.nanoTime());
        try {
            threads.run(() -> answer(question, asking.answer()));
        } catch (RejectedExecutionException e) {
            throw new RegistryUnavailableException("too many schemas are being looked up already", 0, e);
        }
        return asking;
    }

    /** What it is remembered as comes before the question counts as answered: nobody may find neither. */
    private void answer(K question, CompletableFuture<V> answer) {
        @Nullable V value = null;
        @Nullable Throwable failure = null;
        try {
            value = registry.apply(question);
            found.put(question, value);
            down = false;
        } catch (SchemaRegistryException e) {
            failure = remember(question, e);
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        running.remove(question);
        if (failure == null) {
            answer.complete(value);
        } else {
            answer.completeExceptionally(failure);
        }
    }

    private SchemaRegistryException remember(K question, SchemaRegistryException failure) {
        if (failure.mayPass()) {
            down = true;
            failed.put(question, failure);
            return failure;
        }
        down = false;
        if (limits.isPatient() && doubted.getIfPresent(question) == null) {
            doubted.put(question, true);
            SchemaRegistryException doubt = new RegistryUnavailableException(
                    failure.getMessage() + " (believed when it says so again)", failure.status(), failure);
            failed.put(question, doubt);
            return doubt;
        }
        missing.put(question, failure);
        return failure;
    }

    private V await(Asking<V> asking) {
        long waited = System.nanoTime() - asking.beganNanos();
        long left = down && limits.isPatient() && !limits.hopeful()
                ? 0
                : limits.patience().toNanos() - waited;
        try {
            return asking.answer().get(Math.max(0, left), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof SchemaRegistryException known) {
                throw known;
            }
            throw new RegistryUnavailableException("the lookup failed: " + e.getCause(), 0, e.getCause());
        } catch (TimeoutException e) {
            throw new RegistryUnavailableException("the registry has not answered yet", 0, null);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("interrupted while a schema was looked up", 0, e);
        }
    }

    private record Asking<V>(CompletableFuture<V> answer, long beganNanos) {}
}
