package dev.holdfast.connect.nats;

import dev.holdfast.connect.Payloads;
import dev.holdfast.connect.SinkSession;
import io.nats.client.Connection;
import io.nats.client.JetStream;
import io.nats.client.JetStreamApiException;
import io.nats.client.PublishOptions;
import io.nats.client.api.PublishAck;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.Header;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/** Publishes a batch, then waits for its acknowledgements. A message that is stored already is acknowledged, not stored again. */
final class NatsSinkSession implements SinkSession {
    private static final String PREFIX = "nats.";
    private static final int CLIENT_ERRORS = 400;
    private static final int SERVER_ERRORS = 500;

    private final NatsSinkConfig config;
    private final Connection connection;
    private final JetStream jetStream;

    private NatsSinkSession(NatsSinkConfig config, Connection connection) throws IOException {
        this.config = config;
        this.connection = connection;
        this.jetStream = connection.jetStream();
    }

    static NatsSinkSession open(NatsSinkConfig config) throws Exception {
        Connection connection = NatsConnection.open(config, "holdfast-sink");
        try {
            return new NatsSinkSession(config, connection);
        } catch (IOException | RuntimeException e) {
            NatsConnection.close(connection);
            throw e;
        }
    }

    @Override
    public void write(List<SinkRecord> records, Results results) throws Exception {
        Map<SinkRecord, CompletableFuture<PublishAck>> published = new LinkedHashMap<>();
        for (SinkRecord record : records) {
            try {
                published.put(record, publish(record));
            } catch (DataException | IllegalArgumentException e) {
                // Not bytes or text, not a legal subject, larger than the server takes.
                results.refused(record, e);
            }
        }
        long deadline = System.nanoTime() + config.ackTimeout().toNanos();
        IOException failure = null;
        for (Map.Entry<SinkRecord, CompletableFuture<PublishAck>> entry : published.entrySet()) {
            IOException missing = await(entry.getKey(), entry.getValue(), deadline, results);
            failure = failure == null ? missing : failure;
        }
        if (failure != null) {
            throw failure;
        }
    }

    @Override
    public void close() {
        NatsConnection.close(connection);
    }

    private CompletableFuture<PublishAck> publish(SinkRecord record) {
        PublishOptions.Builder options = PublishOptions.builder().messageId(Payloads.coordinates(record));
        if (config.stream() != null) {
            options.expectedStream(config.stream());
        }
        return jetStream.publishAsync(config.subject(record), headers(record), Payloads.bytes(record), options.build());
    }

    private static Headers headers(SinkRecord record) {
        Headers headers = new Headers();
        for (Header header : record.headers()) {
            String value = Payloads.text(header.value());
            if (value != null && !header.key().startsWith(PREFIX)) {
                headers.add(header.key(), value);
            }
        }
        if (record.value() == null) {
            headers.add("kafka.tombstone", "true");
        }
        return headers;
    }

    /** Returns why a message is to be published again; null if it is stored or refused. */
    private static @Nullable IOException await(
            SinkRecord record, CompletableFuture<PublishAck> ack, long deadline, Results results)
            throws InterruptedException {
        try {
            ack.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
            results.written(record);
            return null;
        } catch (TimeoutException e) {
            return new IOException("JetStream did not acknowledge in time", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            if (cause instanceof RuntimeException wrapper && wrapper.getCause() != null) {
                cause = wrapper.getCause();
            }
            if (cause instanceof JetStreamApiException answer
                    && answer.getErrorCode() >= CLIENT_ERRORS
                    && answer.getErrorCode() < SERVER_ERRORS) {
                results.refused(record, answer);
                return null;
            }
            return new IOException("JetStream did not take a message", cause);
        }
    }
}
