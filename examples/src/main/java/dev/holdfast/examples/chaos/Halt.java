package dev.holdfast.examples.chaos;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Ends the process between two things that an instance does, without a shutdown hook or a finally block, as SIGKILL would:
 * when it has done them often enough to be at work.
 */
public final class Halt implements ProducerInterceptor<byte[], byte[]> {
    static final String STEP = "chaos.halt";

    /** The exit code. */
    static final int CODE = 99;

    private static final int OFTEN = 30;
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);
    private static final String SECOND_OF_ITS_RECORD = ":1:";

    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger written = new AtomicInteger();
    private Step step = Step.BEFORE_SEND;

    /** Made by Kafka's producer. */
    public Halt() {}

    @Override
    public void configure(Map<String, ?> config) {
        step = Step.valueOf(String.valueOf(config.get(STEP)));
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
        if (record.topic().equals(Names.RESULTS)) {
            int before = sent.getAndIncrement();
            if (step == Step.BEFORE_SEND) {
                ifOften(before);
            } else if (new String(record.value(), StandardCharsets.UTF_8).contains(SECOND_OF_ITS_RECORD)) {
                while (before >= OFTEN && written.get() < before) {
                    LockSupport.parkNanos(LOOK_NANOS);
                }
                ifOften(before);
            }
        }
        return record;
    }

    @Override
    public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
        if (metadata != null && metadata.topic().equals(Names.RESULTS)) {
            written.incrementAndGet();
        }
    }

    @Override
    public void close() {
        // Nothing to do.
    }

    /** Ends the process if something was done often enough. */
    static void ifOften(int times) {
        if (times >= OFTEN) {
            Runtime.getRuntime().halt(CODE);
        }
    }
}
