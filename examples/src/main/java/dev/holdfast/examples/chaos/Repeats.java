package dev.holdfast.examples.chaos;

import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Explains what is there twice under at least once: either another run of an instance wrote it again after it took the
 * partition over, or its record was in a retry topic twice and so was handled twice. Retry topics come first, in their order.
 */
final class Repeats {
    private static final int STAGES = Workload.TIERS + 1 + Workload.MOST_RESULTS;

    private final short[] writers;
    private final BitSet copied;
    private long byAnother;
    private long ofCopies;
    private long unexplained;

    /** @param records how many records there are */
    Repeats(int records) {
        writers = new short[records * STAGES];
        copied = new BitSet(records);
    }

    /** Takes note of who has written something. */
    void first(int number, int stage, ConsumerRecord<byte[], byte[]> record) {
        writers[number * STAGES + stage] = writer(record);
    }

    /** Takes note of what is there again. */
    void again(int number, int stage, ConsumerRecord<byte[], byte[]> record) {
        short before = writers[number * STAGES + stage];
        short now = writer(record);
        if (now != 0 && before != now) {
            byAnother++;
        } else if (copied.get(number)) {
            ofCopies++;
        } else {
            unexplained++;
        }
        first(number, stage, record);
        if (stage < Workload.TIERS) {
            copied.set(number);
        }
    }

    /** Written again by another run of an instance. */
    long byAnother() {
        return byAnother;
    }

    /** Written by the same, because the record came twice. */
    long ofCopies() {
        return ofCopies;
    }

    long unexplained() {
        return unexplained;
    }

    /** 0 if nobody has put a name to it, as exactly once does not. */
    private static short writer(ConsumerRecord<byte[], byte[]> record) {
        Header run = record.headers().lastHeader(Names.RUN);
        return run == null ? 0 : Short.parseShort(new String(run.value(), StandardCharsets.UTF_8));
    }
}
