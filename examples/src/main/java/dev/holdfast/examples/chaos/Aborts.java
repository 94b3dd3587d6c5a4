package dev.holdfast.examples.chaos;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.AuthorizationException;

/** Counts what the transaction coordinators have written down: the application can't be asked, it may be dead. */
final class Aborts {
    private static final String LOG = "__transaction_state";

    /** Version, producer id, its epoch, the time-out. */
    private static final int STATUS_AT = 2 + 8 + 2 + 4;

    private static final int VERSIONS = 2;
    private static final byte PREPARE_ABORT = 3;

    private Aborts() {}

    /**
     * Counts the transactions of the group's instances that were begun to be aborted, by themselves or by time-out.
     *
     * @param sinceMillis when the run began; what was before is left out
     * @return how many; -1 if this client may not know
     */
    static int count(String bootstrapServers, long sinceMillis) {
        AtomicInteger aborts = new AtomicInteger();
        try {
            new TopicReader(bootstrapServers, false).read(LOG, record -> {
                if (record.timestamp() >= sinceMillis && isAbort(record)) {
                    aborts.incrementAndGet();
                }
            });
        } catch (AuthorizationException e) {
            System.err.println("Aborts are not counted, that needs the right to read " + LOG + ": " + e.getMessage());
            return -1;
        }
        return aborts.get();
    }

    private static boolean isAbort(ConsumerRecord<byte[], byte[]> record) {
        byte[] value = record.value();
        if (value == null || value.length <= STATUS_AT) {
            return false;
        }
        String key = new String(record.key(), StandardCharsets.UTF_8);
        return key.contains(Names.GROUP + "." + Names.GROUP + ".")
                && ByteBuffer.wrap(value).getShort() < VERSIONS
                && value[STATUS_AT] == PREPARE_ABORT;
    }
}
