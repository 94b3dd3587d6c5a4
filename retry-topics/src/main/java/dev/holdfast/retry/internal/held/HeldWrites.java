package dev.holdfast.retry.internal.held;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Turns steps into records of the held topic. Thread-safe. */
final class HeldWrites {
    private final TopicPartition held;
    private final EntryFormat format;

    HeldWrites(TopicPartition held, EntryFormat format) {
        this.held = held;
        this.format = format;
    }

    /** The entries of a source record that is held from now on; its payload is the first. */
    List<ProducerRecord<byte[], byte[]>> holding(ConsumerRecord<byte[], byte[]> record, @Nullable Schedule schedule) {
        HeldStep step = schedule == null ? HeldStep.FOLLOWS : HeldStep.FAILED;
        return of(step, record.offset(), record, schedule);
    }

    List<ProducerRecord<byte[], byte[]>> failedAgain(long offset, Schedule schedule) {
        return of(HeldStep.FAILED_AGAIN, offset, null, schedule);
    }

    List<ProducerRecord<byte[], byte[]>> resolved(long offset, HeldStep step) {
        return of(step, offset, null, null);
    }

    ProducerRecord<byte[], byte[]> answer(long command, CommandAnswer answer) {
        return entry(EntryKey.COMMAND, command, format.answer(command, answer));
    }

    private List<ProducerRecord<byte[], byte[]>> of(
            HeldStep step, long offset, @Nullable ConsumerRecord<byte[], byte[]> record, @Nullable Schedule schedule) {
        List<ProducerRecord<byte[], byte[]>> entries = new ArrayList<>();
        for (HeldWrite write : step.writes()) {
            entries.add(
                    switch (write) {
                        case PAYLOAD -> entry(EntryKey.PAYLOAD, offset, record == null ? null : format.payload(record));
                        case SCHEDULE ->
                            entry(
                                    EntryKey.SCHEDULE,
                                    offset,
                                    schedule == null ? null : format.schedule(offset, schedule));
                        case NO_PAYLOAD -> entry(EntryKey.PAYLOAD, offset, null);
                        case NO_SCHEDULE -> entry(EntryKey.SCHEDULE, offset, null);
                    });
        }
        return entries;
    }

    private ProducerRecord<byte[], byte[]> entry(char kind, long offset, byte @Nullable [] value) {
        return new ProducerRecord<>(held.topic(), held.partition(), new EntryKey(kind, offset).bytes(), value);
    }

    /** The bytes of the payload, which is the first of a source record's entries. */
    static int size(List<ProducerRecord<byte[], byte[]>> entries) {
        byte @Nullable [] payload = entries.get(0).value();
        return payload == null ? 0 : payload.length;
    }
}
