package dev.holdfast.retry;

import dev.holdfast.retry.internal.held.HeldLog;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The held keys of a group, as its held topic tells them: which wait, why, and how much waits behind each. For people; any
 * process may ask that may read the topic. Thread-safe.
 *
 * <pre>{@code
 * HeldKeys.open("localhost:9092", "payments", "billing").list(100).keys().forEach(System.out::println);
 * }</pre>
 */
public final class HeldKeys {
    private static final int MAX_LISTED = 10_000;

    private final HeldLog log;

    private HeldKeys(HeldLog log) {
        this.log = log;
    }

    /**
     * Opens the held keys; nothing is connected yet.
     *
     * @param bootstrapServers whom the clients ask first, as host:port, comma-separated
     * @param topic the handled topic
     * @param group the group that handles it
     * @return the held keys
     */
    public static HeldKeys open(String bootstrapServers, String topic, String group) {
        return open(Map.of("bootstrap.servers", bootstrapServers), topic, group);
    }

    /**
     * Opens the held keys; nothing is connected yet.
     *
     * @param clientProperties {@code bootstrap.servers}, and anything that Kafka's clients need, such as for SASL and TLS
     * @param topic the handled topic
     * @param group the group that handles it
     * @return the held keys
     */
    public static HeldKeys open(Map<String, ?> clientProperties, String topic, String group) {
        return new HeldKeys(new HeldLog(clientProperties, topic, group));
    }

    /**
     * Lists held keys as far as they are committed, by partition, then by the offset of their first record. All of the held
     * topic is read for it, and 20 bytes for each held record are kept in memory meanwhile. Blocks; uses clients of its own.
     *
     * @param limit how many at most: 1 to 10,000
     * @return the first ones, and how many there are
     * @throws org.apache.kafka.common.KafkaException if the topics can't be read
     */
    public HeldKeyList list(int limit) {
        if (limit < 1 || limit > MAX_LISTED) {
            throw new IllegalArgumentException("a list has 1 to " + MAX_LISTED + " held keys, not " + limit);
        }
        List<HeldLog.Found> found = log.read();
        List<HeldKeyEntry> keys = found.stream()
                .sorted(Comparator.comparingInt(HeldLog.Found::partition).thenComparingLong(HeldLog.Found::offset))
                .limit(limit)
                .map(HeldKeys::entry)
                .toList();
        return new HeldKeyList(keys, found.size());
    }

    private static HeldKeyEntry entry(HeldLog.Found found) {
        return new HeldKeyEntry(
                found.partition(),
                found.key(),
                found.offset(),
                Optional.ofNullable(found.failure()).map(HeldKeys::waiting),
                found.records() - 1,
                found.lastOffset());
    }

    private static HeldKeyEntry.Waiting waiting(HeldLog.Waiting waiting) {
        return new HeldKeyEntry.Waiting(
                waiting.attempts(),
                waiting.firstFailedAt(),
                waiting.dueAt(),
                waiting.reason(),
                waiting.exceptionClass(),
                waiting.message());
    }
}
