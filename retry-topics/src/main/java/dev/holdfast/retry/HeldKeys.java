package dev.holdfast.retry;

import dev.holdfast.retry.internal.held.HeldLog;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The held keys of a group, as its held topic tells them: which wait, why, and how much waits behind each; and what
 * people want done with them. Any process may ask that may read the topic, and command that may write the one of commands.
 * Thread-safe.
 *
 * <pre>{@code
 * HeldKeys.open("localhost:9092", "payments", "billing").list(100).keys().forEach(System.out::println);
 * }</pre>
 */
public final class HeldKeys {
    private static final int MAX_LISTED = 10_000;
    private static final int MOST_TEXT = 1_000;

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

    /**
     * Has the first record of a held key tried at once; once its attempts are used up it is a dead letter, and the key goes on.
     * For keys that stay held ({@link OnExhausted#HOLD_KEY}).
     *
     * @param partition the partition
     * @param offset the record's offset, {@link HeldKeyEntry#offset}
     * @param who who wants it; stays in the held topic
     * @param why why; stays in the held topic
     * @return the command; whoever owns the partition does it, once
     * @throws org.apache.kafka.common.KafkaException if it could not be written; it may be there nevertheless
     */
    public HeldCommand release(int partition, long offset, String who, String why) {
        return command(false, partition, offset, who, why);
    }

    /**
     * Gives the first record of a held key up: it is neither handled nor a dead letter, and the key goes on with the next one.
     * For keys that stay held ({@link OnExhausted#HOLD_KEY}).
     *
     * @param partition the partition
     * @param offset the record's offset, {@link HeldKeyEntry#offset}
     * @param who who wants it; stays in the held topic
     * @param why why; stays in the held topic
     * @return the command; whoever owns the partition does it, once
     * @throws org.apache.kafka.common.KafkaException if it could not be written; it may be there nevertheless
     */
    public HeldCommand discard(int partition, long offset, String who, String why) {
        return command(true, partition, offset, who, why);
    }

    private HeldCommand command(boolean discards, int partition, long offset, String who, String why) {
        if (who.isBlank() || who.length() > MOST_TEXT || why.isBlank() || why.length() > MOST_TEXT) {
            throw new IllegalArgumentException("who and why are texts of 1 to " + MOST_TEXT + " characters");
        }
        return new HeldCommand(partition, log.command(discards, partition, offset, who, why));
    }

    /**
     * What came of a command. All of its partition's held topic is read for it.
     *
     * @param command the command
     * @return empty if it is not done yet
     * @throws org.apache.kafka.common.KafkaException if the topics can't be read
     */
    public Optional<HeldCommand.Result> result(HeldCommand command) {
        return log.answer(command.partition(), command.offset()).map(HeldCommand.Result::valueOf);
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
