package dev.holdfast.examples.chaos;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Plants a fault between the engine and its producer. The engine believes that its records were written: what must not be
 * where it belongs goes to another topic, and what must be there in another way is written by a second producer. It
 * is always the same record that it happens to, whichever instance writes it and how often.
 */
public final class Saboteur implements ProducerInterceptor<byte[], byte[]> {
    static final String KIND = "chaos.sabotage";
    static final String SEED = "chaos.seed";
    static final String RECORDS = "chaos.records";

    private static final int EARLY_MILLIS = 1_000;

    private final Executor later = CompletableFuture.delayedExecutor(EARLY_MILLIS, TimeUnit.MILLISECONDS);
    private @Nullable State state;

    private record State(Sabotage kind, int target, int younger, KafkaProducer<byte[], byte[]> second) {}

    /** Made by Kafka's producer. */
    public Saboteur() {}

    @Override
    public void configure(Map<String, ?> config) {
        Sabotage kind = Sabotage.valueOf(String.valueOf(config.get(KIND)));
        Workload workload = new Workload(number(config, SEED), number(config, RECORDS));
        Map<String, Object> own =
                Map.of("bootstrap.servers", String.valueOf(config.get("bootstrap.servers")), "acks", "all");
        IntPredicate succeeds = number -> workload.failures(number) == 0 && workload.results(number) > 0;
        int target = targetOf(kind, workload, succeeds);
        state = new State(
                kind,
                target,
                workload.nextOfKey(target, succeeds).orElse(target),
                new KafkaProducer<>(own, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
        State now = ready();
        return switch (now.kind()) {
            case DROP_ONE -> isResultOf(now.target(), record) ? elsewhere(record) : record;
            case DUPLICATE_ONE -> isResultOf(now.target(), record) ? twice(record) : record;
            case REORDER_ONE -> reordered(record, now.target(), now.younger());
            case COMMIT_EARLY -> record.topic().equals(Names.RESULTS) ? late(record) : record;
            case LOSE_HEADER -> isTarget(Names.RETRIES.get(0), record) ? withoutNumber(record) : record;
            case SWAP_BYTES -> isTarget(Names.DEAD_LETTERS, record) ? swapped(record) : record;
        };
    }

    @Override
    public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception exception) {
        // Nothing to do: what the engine is told is true, as far as it goes.
    }

    @Override
    public void close() {
        ready().second().close();
    }

    /** The record that it happens to; one in the middle, so that there is something before and after it. */
    private static int targetOf(Sabotage kind, Workload workload, IntPredicate succeeds) {
        IntPredicate suits =
                switch (kind) {
                    case DROP_ONE, DUPLICATE_ONE, COMMIT_EARLY -> succeeds;
                    case REORDER_ONE ->
                        number -> succeeds.test(number)
                                && workload.nextOfKey(number, succeeds).isPresent();
                    case LOSE_HEADER -> number -> workload.isInTier(number, 1);
                    case SWAP_BYTES -> workload::isDeadLetter;
                };
        return IntStream.range(workload.records() / 2, workload.records())
                .filter(suits)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("Too few records for " + kind.text()));
    }

    private static boolean isResultOf(int number, ProducerRecord<byte[], byte[]> record) {
        return record.topic().equals(Names.RESULTS)
                && new String(record.value(), StandardCharsets.UTF_8).startsWith(number + ":0:");
    }

    private boolean isTarget(String topic, ProducerRecord<byte[], byte[]> record) {
        Header number = record.headers().lastHeader(Names.NUMBER);
        return record.topic().equals(topic)
                && number != null
                && new String(number.value(), StandardCharsets.UTF_8).equals(Integer.toString(ready().target()));
    }

    private static ProducerRecord<byte[], byte[]> elsewhere(ProducerRecord<byte[], byte[]> record) {
        return new ProducerRecord<>(Names.ELSEWHERE, record.key(), record.value());
    }

    private ProducerRecord<byte[], byte[]> twice(ProducerRecord<byte[], byte[]> record) {
        write(new ProducerRecord<>(record.topic(), record.key(), record.value()));
        return record;
    }

    /** Both go elsewhere, and when the younger comes, they are written the wrong way round. */
    private ProducerRecord<byte[], byte[]> reordered(ProducerRecord<byte[], byte[]> record, int older, int younger) {
        if (isResultOf(younger, record)) {
            byte[] first = (older + ":0:1").getBytes(StandardCharsets.UTF_8);
            write(new ProducerRecord<>(record.topic(), record.key(), record.value()));
            write(new ProducerRecord<>(record.topic(), record.key(), first));
        }
        return isResultOf(older, record) || isResultOf(younger, record) ? elsewhere(record) : record;
    }

    private ProducerRecord<byte[], byte[]> late(ProducerRecord<byte[], byte[]> record) {
        ProducerRecord<byte[], byte[]> copy = new ProducerRecord<>(record.topic(), record.key(), record.value());
        later.execute(() -> write(copy));
        return elsewhere(record);
    }

    private static ProducerRecord<byte[], byte[]> withoutNumber(ProducerRecord<byte[], byte[]> record) {
        Headers headers = new RecordHeaders(record.headers());
        headers.remove(Names.NUMBER);
        return new ProducerRecord<>(
                record.topic(), record.partition(), record.timestamp(), record.key(), record.value(), headers);
    }

    private static ProducerRecord<byte[], byte[]> swapped(ProducerRecord<byte[], byte[]> record) {
        byte[] value = record.value().clone();
        byte first = value[0];
        value[0] = value[value.length - 1];
        value[value.length - 1] = first;
        return new ProducerRecord<>(
                record.topic(), record.partition(), record.timestamp(), record.key(), value, record.headers());
    }

    private void write(ProducerRecord<byte[], byte[]> record) {
        try {
            ready().second().send(record).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The sabotage has failed", e);
        }
    }

    private State ready() {
        State now = state;
        if (now == null) {
            throw new IllegalStateException("It was not configured");
        }
        return now;
    }

    private static int number(Map<String, ?> config, String name) {
        return Integer.parseInt(String.valueOf(config.get(name)));
    }
}
