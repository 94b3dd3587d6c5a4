package dev.holdfast.examples.fuzz;

import dev.holdfast.app.Holdfast;
import dev.holdfast.embedded.ProcessCluster;
import dev.holdfast.json.JsonCodecs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends the records, a stretch at a time, and reads what became of each. */
final class FuzzRun {
    static final int PARTITIONS = 8;

    /** As many are sent at once; then the heap is looked at. */
    private static final int STRETCH = 20_000;

    private static final Duration POLL = Duration.ofMillis(200);
    private static final long SILENCE_NANOS = Duration.ofMinutes(2).toNanos();
    private static final long MIB = 1024 * 1024;

    private final FuzzOptions options;
    private final Corpus corpus;
    private final Outcomes held;
    private final Outcomes tiers;
    private final Map<String, Consumer<ConsumerRecord<byte[], byte[]>>> readers;

    FuzzRun(FuzzOptions options) {
        this.options = options;
        this.corpus = new Corpus(options.seed(), PARTITIONS);
        this.held = new Outcomes(FuzzNames.HELD, corpus, options.records());
        this.tiers = new Outcomes(FuzzNames.TIERS, corpus, options.records());
        this.readers = Map.of(
                FuzzNames.RESULTS_OF_HELD,
                held::result,
                FuzzNames.deadLetters(FuzzNames.HELD),
                held::deadLetter,
                FuzzNames.RESULTS_OF_TIERS,
                tiers::result,
                FuzzNames.deadLetters(FuzzNames.TIERS),
                tiers::deadLetter);
    }

    FuzzReport run() throws ExecutionException, InterruptedException {
        long begin = System.nanoTime();
        try (ProcessCluster cluster = ProcessCluster.start(1)) {
            for (String topic : List.of(FuzzNames.SOURCE, FuzzNames.RESULTS_OF_HELD, FuzzNames.RESULTS_OF_TIERS)) {
                cluster.createTopic(topic, PARTITIONS, 1);
            }
            long heap;
            try (Holdfast app = app(cluster.bootstrapServers())) {
                app.start();
                try (KafkaConsumer<byte[], byte[]> consumer = consumer(cluster.bootstrapServers())) {
                    heap = sendAndRead(cluster.bootstrapServers(), consumer);
                }
            }
            return new FuzzReport(
                    options,
                    List.of(held, tiers),
                    heap,
                    Duration.ofNanos(System.nanoTime() - begin).toSeconds());
        }
    }

    private static Holdfast app(String bootstrapServers) {
        return Holdfast.builder()
                .applicationId("fuzz")
                .bootstrapServers(bootstrapServers)
                .codecs(JsonCodecs.defaults())
                .handlers(new FuzzHandlers.Held(), new FuzzHandlers.Tiers())
                .build();
    }

    /** Returns the most MiB that were in use after a collection. */
    private long sendAndRead(String bootstrapServers, KafkaConsumer<byte[], byte[]> consumer)
            throws ExecutionException, InterruptedException {
        long most = 0;
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "linger.ms", 5),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int from = 0; from < options.records(); from += STRETCH) {
                int to = Math.min(from + STRETCH, options.records());
                send(producer, from, to);
                read(consumer, to);
                System.gc();
                Runtime runtime = Runtime.getRuntime();
                most = Math.max(most, (runtime.totalMemory() - runtime.freeMemory()) / MIB);
            }
        }
        readToEnd(consumer);
        return most;
    }

    private void send(KafkaProducer<byte[], byte[]> producer, int from, int to)
            throws ExecutionException, InterruptedException {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int number = from; number < to; number++) {
            sent.add(producer.send(corpus.at(number).record()));
        }
        producer.flush();
        for (int i = 0; i < sent.size(); i++) {
            RecordMetadata place = sent.get(i).get();
            if (corpus.numberAt(place.partition(), place.offset()) != from + i) {
                throw new IllegalStateException("Record " + (from + i) + " is at " + place);
            }
        }
    }

    private static KafkaConsumer<byte[], byte[]> consumer(String bootstrapServers) {
        Map<String, Object> config = new HashMap<>();
        config.put("bootstrap.servers", bootstrapServers);
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "earliest");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Until so many have ended in both groups, or nothing has come for so long that no more will. */
    private void read(KafkaConsumer<byte[], byte[]> consumer, int records) {
        if (consumer.assignment().isEmpty()) {
            consumer.assign(readers.keySet().stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList());
        }
        long progressAt = System.nanoTime();
        while ((held.ended() < records || tiers.ended() < records) && System.nanoTime() - progressAt < SILENCE_NANOS) {
            if (!take(consumer.poll(POLL)).isEmpty()) {
                progressAt = System.nanoTime();
            }
        }
    }

    /** What comes though all have ended is there twice. */
    private void readToEnd(KafkaConsumer<byte[], byte[]> consumer) {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            take(consumer.poll(POLL));
        }
    }

    private ConsumerRecords<byte[], byte[]> take(ConsumerRecords<byte[], byte[]> records) {
        for (ConsumerRecord<byte[], byte[]> record : records) {
            Consumer<ConsumerRecord<byte[], byte[]>> reader = readers.get(record.topic());
            if (reader != null) {
                reader.accept(record);
            }
        }
        return records;
    }
}
