package dev.holdfast.retry;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.Delivery;
import dev.holdfast.Message;
import dev.holdfast.Order;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.app.Holdfast;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.retry.internal.FailureHeaders;
import dev.holdfast.testkit.KafkaTest;
import dev.holdfast.testkit.ManualClock;
import dev.holdfast.testkit.TestTopics;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever stands in the source and in the group's own topics: each record is handled or a dead letter in its bytes. */
@KafkaTest
@Timeout(180)
class GarbageIT {
    private static final long SEED = 20_261_125;
    private static final int RECORDS = 4_000;
    private static final int PARTITIONS = 3;

    /** Names a record of this test, beside all the garbage. */
    private static final String NAME = "name";

    private final KafkaCluster cluster;
    private final TestTopics topics;
    private final TierFixture fixture;
    private final Random random = new Random(SEED);
    private final ManualClock clock = new ManualClock(Instant.now());
    private final Map<String, ProducerRecord<byte[], byte[]>> written = new HashMap<>();
    private final Set<String> handled = ConcurrentHashMap.newKeySet();
    private final Set<String> twice = ConcurrentHashMap.newKeySet();

    GarbageIT(KafkaCluster cluster, TestTopics topics) {
        this.cluster = cluster;
        this.topics = topics;
        this.fixture = new TierFixture(cluster, topics, PARTITIONS);
    }

    /** Even numbers are handled, odd ones never; what is no number can't be decoded. */
    private Outcome handle(Message<byte[], Long> message, Delivery delivery) {
        Long value = message.value();
        if (value != null && value % 2 != 0) {
            throw new IllegalStateException("odd");
        }
        String name = delivery.header(NAME).orElseThrow();
        if (!handled.add(name)) {
            twice.add(name);
        }
        return Outcome.done();
    }

    @Test
    void everyRecordIsHandledOrADeadLetterInItsOriginalBytes() {
        List<String> own = List.of(fixture.own("retry.1"), fixture.own("retry.2"), fixture.own("redrive"));
        try (Holdfast app = Holdfast.builder()
                .applicationId(fixture.group)
                .bootstrapServers(cluster.bootstrapServers())
                .handle(Topic.of(fixture.source.name(), byte[].class, Long.class), handler -> handler.order(
                                Order.KEY_UNTIL_RETRY)
                        .with(Tiers.onClock(RetrySchedule.of("1s", "1m"), clock))
                        .runMessage(this::handle))
                .build()) {
            app.start();
            List<String> all = new ArrayList<>(own);
            all.addAll(List.of(fixture.source.name(), fixture.source.name(), fixture.source.name()));
            List<ProducerRecord<byte[], byte[]>> garbage = new ArrayList<>();
            for (int i = 0; i < RECORDS; i++) {
                garbage.add(garbage(all.get(random.nextInt(all.size())), "r" + i));
            }
            topics.publish(garbage);
            all.forEach(topic -> await().atMost(TierFixture.PATIENCE).until(() -> {
                clock.tick(Duration.ofDays(30));
                return topics.committed(fixture.group).lag(topic).values().stream()
                        .allMatch(lag -> lag == 0);
            }));
            own.forEach(fixture::awaitCommitted);
            assertEnds(topics.probe(Topic.of(fixture.own("dead-letter"), byte[].class, byte[].class))
                    .await(RECORDS - handled.size(), TierFixture.PATIENCE));
            assertThat(app.health().live()).isTrue();
        }
    }

    private ProducerRecord<byte[], byte[]> garbage(String topic, String name) {
        RecordHeaders headers = new RecordHeaders();
        headers.add(NAME, TierFixture.bytes(name));
        if (random.nextBoolean()) {
            long due = random.nextBoolean() ? random.nextLong() : random.nextInt(Integer.MAX_VALUE);
            Headers valid = Tiers.waiting(fixture, random.nextInt(), random.nextInt(), Instant.ofEpochMilli(due));
            valid.forEach(header -> headers.add(header.key(), random.nextInt(60) == 0 ? junk() : header.value()));
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            List<String> names = FailureHeaders.ALL;
            String ours = names.get(random.nextInt(names.size()));
            String key =
                    switch (random.nextInt(4)) {
                        case 0 -> ours;
                        case 1 -> FailureHeaders.FOREIGN + "x" + i;
                        case 2 -> "kafka_dlt-exception-message";
                        default -> "tenant";
                    };
            headers.add(new RecordHeader(key, junk()));
        }
        byte[] key = random.nextInt(5) == 0 ? null : random.nextInt(9) == 0 ? new byte[0] : bytes(random.nextInt(40));
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, random.nextInt(PARTITIONS), null, key, value(), headers);
        written.put(name, record);
        return record;
    }

    private byte @Nullable [] value() {
        return switch (random.nextInt(6)) {
            case 0 -> null;
            case 1 -> new byte[0];
            case 2 -> bytes(random.nextInt(30));
            default -> ByteBuffer.allocate(8).putLong(random.nextLong()).array();
        };
    }

    private byte @Nullable [] junk() {
        return switch (random.nextInt(8)) {
            case 0 -> null;
            case 1 -> new byte[0];
            case 2 -> bytes(20_000);
            case 3 -> TierFixture.bytes("-1");
            case 4 -> TierFixture.bytes("99999999999999999999");
            case 5 -> TierFixture.bytes(Long.toString(random.nextLong()));
            default -> bytes(random.nextInt(30));
        };
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    private void assertEnds(List<ConsumerRecord<Object, Object>> letters) {
        assertThat(twice).isEmpty();
        assertThat(handled).hasSizeGreaterThan(RECORDS / 10);
        assertThat(letters).hasSize(RECORDS - handled.size());
        Set<String> dead = new HashSet<>();
        Set<String> reasons = new HashSet<>();
        for (ConsumerRecord<Object, Object> letter : letters) {
            String name = TierFixture.header(letter, NAME);
            ProducerRecord<byte[], byte[]> original = requireNonNull(written.get(name), name);
            String reason = TierFixture.header(letter, FailureHeaders.REASON);
            reasons.add(reason);
            assertThat(dead.add(name)).as(name + " is a dead letter once").isTrue();
            assertThat(handled).doesNotContain(name);
            assertThat((byte[]) letter.value()).as(name).isEqualTo(original.value());
            assertThat((byte[]) letter.key()).as(name).isEqualTo(original.key());
            assertThat(letter.partition()).as(name).isEqualTo(original.partition());
            boolean areAllForeign =
                    original.topic().equals(fixture.source.name()) || reason.equals("malformed-headers");
            assertThat(carried(letter.headers(), false)).as(name).isEqualTo(carried(original.headers(), areAllForeign));
        }
        assertThat(reasons).contains("malformed-headers", "undecodable", "retries-exhausted");
    }

    /** Name and value of each header that is not ours, in order; where all are foreign, under the names they travel by. */
    private static List<String> carried(Headers headers, boolean areAllForeign) {
        List<String> carried = new ArrayList<>();
        for (Header header : headers) {
            String name = header.key();
            if (areAllForeign && name.startsWith(FailureHeaders.PREFIX)) {
                name = FailureHeaders.FOREIGN + name.substring(FailureHeaders.PREFIX.length());
            }
            if (!name.startsWith(FailureHeaders.PREFIX) || name.startsWith(FailureHeaders.FOREIGN)) {
                carried.add(name + "=" + Arrays.toString(header.value()));
            }
        }
        return carried;
    }
}
