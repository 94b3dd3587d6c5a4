package dev.holdfast.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Message;
import dev.holdfast.Order;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.TopicSpec;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.state.HandlerState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class FirstRecordsIT {
    private static final Topic<String, String> WORDS = Topic.of("words", String.class, String.class);
    private static final Topic<String, String> LOUD = Topic.of("loud", String.class, String.class);

    @Test
    void everyRecordIsHandledOnceInItsKeysOrderAndCommitted() throws Exception {
        try (KafkaCluster cluster = KafkaCluster.start(1)) {
            int records = 20_000;
            Map<String, List<Integer>> seen = new ConcurrentHashMap<>();
            CountDownLatch handled = new CountDownLatch(records);
            Holdfast app = Holdfast.builder()
                    .applicationId("first")
                    .bootstrapServers(cluster.bootstrapServers())
                    .topic(TopicSpec.of(WORDS).partitions(4))
                    .topic(TopicSpec.of(LOUD).partitions(2))
                    .handle(WORDS, handler -> handler.order(Order.KEY)
                            .concurrency(8)
                            .emits(LOUD)
                            .runMessage((message, delivery) -> {
                                String key = String.valueOf(message.key());
                                seen.computeIfAbsent(key, k -> new ArrayList<>())
                                        .add(Integer.valueOf(message.value()));
                                handled.countDown();
                                return Outcome.emit(Message.of(key, message.value() + "!"));
                            }))
                    .build();
            app.start();
            app.awaitRunning(Duration.ofSeconds(20));
            try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                    Map.of("bootstrap.servers", cluster.bootstrapServers()),
                    new StringSerializer(),
                    new StringSerializer())) {
                List<Future<RecordMetadata>> sends = new ArrayList<>();
                for (int i = 0; i < records; i++) {
                    sends.add(producer.send(new ProducerRecord<>("words", "k" + i % 100, Integer.toString(i))));
                }
                for (Future<RecordMetadata> send : sends) {
                    send.get(30, TimeUnit.SECONDS);
                }
            }
            assertThat(handled.await(30, TimeUnit.SECONDS)).isTrue();
            app.close();
            assertThat(seen)
                    .hasSize(100)
                    .allSatisfy((key, values) -> assertThat(values).isSorted().hasSize(200));
            HandlerState state = app.state().handlers().get(0);
            assertThat(state.handled()).isEqualTo(records);
        }
    }
}
