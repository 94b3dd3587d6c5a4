package dev.holdfast.examples.chaos;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** Writes into each record the number of the run of an instance that has written it, so that what is there twice can be explained. */
public final class Stamp implements ProducerInterceptor<byte[], byte[]> {
    static final String RUN = "chaos.run";

    private byte[] run = {};

    /** Made by Kafka's producer. */
    public Stamp() {}

    @Override
    public void configure(Map<String, ?> config) {
        run = String.valueOf(config.get(RUN)).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
        Headers headers = new RecordHeaders(record.headers());
        headers.remove(Names.RUN).add(Names.RUN, run);
        return new ProducerRecord<>(
                record.topic(), record.partition(), record.timestamp(), record.key(), record.value(), headers);
    }

    @Override
    public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
        // Nothing to do.
    }

    @Override
    public void close() {
        // Nothing to do.
    }
}
