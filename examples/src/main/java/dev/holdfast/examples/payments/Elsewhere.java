package dev.holdfast.examples.payments;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.BiFunction;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Instances in other processes. This one publishes for them as any client of Kafka might, which knows nothing of them. */
final class Elsewhere implements Applications {
    private final KafkaProducer<byte[], byte[]> producer;
    private final ObjectMapper json = new ObjectMapper();
    private final Bank bank;
    private final Scrape scrape;

    Elsewhere(String bootstrapServers, Bank bank, List<InetSocketAddress> instances) {
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "client.id", "payments-load", "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.bank = bank;
        this.scrape = new Scrape(instances);
    }

    @Override
    public PaymentRequests requests() {
        return (account, payment) -> {
            try {
                return send(account, json.writeValueAsBytes(payment));
            } catch (JsonProcessingException e) {
                return CompletableFuture.failedFuture(e);
            }
        };
    }

    @Override
    public BiFunction<String, byte[], CompletionStage<RecordMetadata>> brokenRequests() {
        return this::send;
    }

    private CompletionStage<RecordMetadata> send(String account, byte[] value) {
        CompletableFuture<RecordMetadata> written = new CompletableFuture<>();
        Future<RecordMetadata> unused = producer.send(
                new ProducerRecord<>(PaymentTopics.REQUESTED.name(), account.getBytes(StandardCharsets.UTF_8), value),
                (where, e) -> {
                    if (e == null) {
                        written.complete(where);
                    } else {
                        written.completeExceptionally(e);
                    }
                });
        return written;
    }

    @Override
    public Bank bank() {
        return bank;
    }

    @Override
    public List<InstanceFigures> figures() {
        return scrape.figures();
    }

    @Override
    public void close() {
        producer.close();
    }
}
