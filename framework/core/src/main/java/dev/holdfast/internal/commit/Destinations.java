package dev.holdfast.internal.commit;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which topics can be written to without waiting. A send to a topic whose metadata the producer does not have blocks its
 * caller (observed: for all of {@code max.block.ms}), so metadata is fetched beforehand and on another thread.
 */
final class Destinations {
    private static final Logger LOG = LoggerFactory.getLogger(Destinations.class);

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final Map<String, Exception> refused = new ConcurrentHashMap<>();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final MetadataFetch metadata;
    private final Executor executor;
    private final Runnable onChange;

    /** Fetches a topic's metadata into the producer. */
    @FunctionalInterface
    interface MetadataFetch {
        /** Blocks until the metadata is there; throws if the topic can't be written to. */
        void fetch(String topic) throws Exception;
    }

    Destinations(MetadataFetch metadata, Executor executor, Runnable onChange) {
        this.metadata = metadata;
        this.executor = executor;
        this.onChange = onChange;
    }

    /** One thread that waits for metadata, so that the committer does not. */
    static ExecutorService newLookups(String committer) {
        return Executors.newSingleThreadExecutor(task -> {
            Thread lookup = new Thread(task, committer + "-lookup");
            lookup.setDaemon(true);
            return lookup;
        });
    }

    boolean isKnown(String topic) {
        return known.contains(topic);
    }

    void forget(String topic) {
        known.remove(topic);
    }

    /** Why a topic was not usable when it was last asked about; null if it was, or if nobody answered. */
    @Nullable
    Exception refusal(String topic) {
        return refused.get(topic);
    }

    /** Forgets all, because the producer that had the metadata is gone. */
    void forgetAll() {
        known.clear();
    }

    /** Asks for a topic's metadata; without effect while the last question is open. */
    void ask(String topic) {
        if (asked.add(topic)) {
            executor.execute(() -> fetch(topic));
        }
    }

    private void fetch(String topic) {
        try {
            metadata.fetch(topic);
            known.add(topic);
            refused.remove(topic);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (TimeoutException e) {
            LOG.warn("nobody answers whether topic {} can be written to: {}", topic, e.toString());
        } catch (Exception e) {
            LOG.warn("topic {} can't be written to: {}", topic, e.toString());
            refused.put(topic, e);
            known.remove(topic);
        } finally {
            asked.remove(topic);
            onChange.run();
        }
    }
}
