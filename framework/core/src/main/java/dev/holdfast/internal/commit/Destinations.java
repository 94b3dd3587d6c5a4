package dev.holdfast.internal.commit;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which topics can be written to without waiting. A send to a topic whose metadata the producer does not have blocks its
 * caller (observed: for all of {@code max.block.ms}), so metadata is fetched beforehand and on another thread.
 */
final class Destinations {
    private static final Logger LOG = LoggerFactory.getLogger(Destinations.class);

    private final Map<String, TopicExists.Found> known = new ConcurrentHashMap<>();
    private final Map<String, Exception> refused = new ConcurrentHashMap<>();
    private final Set<String> asked = ConcurrentHashMap.newKeySet();
    private final MetadataFetch metadata;
    private final Executor executor;
    private final Runnable onChange;

    /** Fetches a topic's metadata into the producer. */
    @FunctionalInterface
    interface MetadataFetch {
        /** Blocks until the metadata is there; throws if the topic can't be written to. */
        TopicExists.Found fetch(String topic) throws Exception;
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
        return known.containsKey(topic);
    }

    /** Whether a place can be written to, as far as that is known. */
    boolean isWell(Place place) {
        return known.containsKey(place.topic()) && refusal(place) == null;
    }

    /** As {@link #isWell(Place)}, for every record that is written. */
    boolean isWell(ProducerRecord<byte[], byte[]> write) {
        TopicExists.Found found = known.get(write.topic());
        Integer partition = write.partition();
        if (found == null || (partition != null && partition >= found.partitions())) {
            return false;
        }
        return found.refused().isEmpty() || isWell(Place.of(write));
    }

    /** A place is not well, whatever was known of it, until it was asked about again. */
    void forget(Place place) {
        known.computeIfPresent(
                place.topic(),
                (topic, found) -> place.partition() == Place.ANY ? null : found.without(place.partition()));
    }

    /** Why a place was not usable when it was last asked about; null if it was, or if nobody answered. */
    @Nullable
    Exception refusal(Place place) {
        Exception ofTopic = refused.get(place.topic());
        TopicExists.Found found = known.get(place.topic());
        if (ofTopic != null || found == null) {
            return ofTopic;
        }
        if (place.partition() >= found.partitions()) {
            return new UnknownTopicOrPartitionException("it has only " + found.partitions()
                    + " partitions: kafka-topics.sh --alter --topic " + place.topic() + " --partitions "
                    + (place.partition() + 1) + " adds what is missing");
        }
        return place.partition() == Place.ANY
                ? found.refused().values().stream().findFirst().orElse(null)
                : found.refused().get(place.partition());
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
            TopicExists.Found found = metadata.fetch(topic);
            refused.remove(topic);
            known.put(topic, found);
            found.refused()
                    .forEach((partition, e) ->
                            LOG.warn("{}-{} can't be written to: {}", topic, partition, e.toString()));
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
