package dev.holdfast.connect.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.connect.contract.Lab;
import dev.holdfast.connect.contract.NeedsServer;
import dev.holdfast.connect.contract.WithLab;
import dev.holdfast.connect.lab.ConnectWorker;
import dev.holdfast.connect.lab.Waiting;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Transactions that commit out of order and roll back, while worker and server are killed. */
@NeedsServer
@WithLab
class OutboxWritersIT {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxWritersIT.class);
    private static final int WRITERS = 8;
    private static final int EVENTS = Integer.getInteger(
            "holdfast.outbox.events", Boolean.getBoolean("holdfast.contract.long") ? 100_000 : 1_000);
    private static final int BETWEEN_KILLS = Math.max(350, EVENTS / 10);
    private static final long SEED = Long.getLong("holdfast.contract.seed", System.nanoTime());

    @Test
    void everyCommittedEventComesOnceAndEachAggregatesInOrder(Lab lab) throws Exception {
        OutboxUpstream outbox = new OutboxUpstream();
        TestDatabase database = outbox.database();
        ConnectWorker worker = lab.worker(true);
        try {
            outbox.create("outbox");
            lab.kafka().createTopic("events", 1, 1);
            Map<String, String> config = new TreeMap<>(
                    outbox.source("outbox", "events", database.server().port()));
            config.put("table.fields.additional.placement", "type:header:eventType,seq:header");
            config.put("retry.backoff.max.ms", "1000");
            worker.rest().create("outbox", config);

            OutboxWriters writers = new OutboxWriters(database, "outbox", EVENTS);
            List<Future<?>> running = writers.start(WRITERS, SEED);
            int kills = killNowAndThen(writers, worker, database);
            for (Future<?> writer : running) {
                writer.get();
            }
            Waiting.until("the outbox is empty", Duration.ofMinutes(3), () -> outbox.unsettled("outbox") == 0);

            List<ConsumerRecord<String, String>> records = read(lab);
            List<String> written = database.rows("SELECT payload FROM written");
            LOG.info(
                    "seed {}: {} writers, {} events, {} rolled back, {} kills, {} records, {} behind a later place",
                    SEED,
                    WRITERS,
                    written.size(),
                    writers.rolledBack(),
                    kills,
                    records.size(),
                    behindALaterPlace(records));
            // In any order; AssertJ's own way of saying so takes minutes for 100,000.
            assertThat(records.stream().map(ConsumerRecord::value).sorted().toList())
                    .isEqualTo(written.stream().sorted().toList());
            assertThat(new HashSet<>(written)).hasSameSizeAs(written);
            checkOrder(records);
            // Without these the test would not be about what it says.
            assertThat(behindALaterPlace(records)).isPositive();
            assertThat(writers.rolledBack()).isPositive();
            assertThat(database.rows("SELECT COUNT(*) FROM holdfast_outbox_claims"))
                    .containsExactly("0");
        } finally {
            worker.rest().delete("outbox");
            database.server().close();
        }
    }

    private static int killNowAndThen(OutboxWriters writers, ConnectWorker worker, TestDatabase database) {
        int kills = 0;
        for (int next = EVENTS - BETWEEN_KILLS; next > 0; next -= BETWEEN_KILLS) {
            int left = next;
            Waiting.until("more is written", Duration.ofMinutes(5), () -> writers.left() <= left);
            if (kills++ % 2 == 0) {
                worker.kill();
                worker.startAgain();
            } else {
                database.server().kill();
                database.server().start();
            }
        }
        return kills;
    }

    private static List<ConsumerRecord<String, String>> read(Lab lab) {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        TopicPartition only = new TopicPartition("events", 0);
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", lab.kafka().bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(only));
            consumer.seekToBeginning(List.of(only));
            long end = consumer.endOffsets(List.of(only)).getOrDefault(only, 0L);
            while (consumer.position(only) < end) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }

    private static void checkOrder(List<ConsumerRecord<String, String>> records) {
        Map<String, Integer> last = new HashMap<>();
        for (ConsumerRecord<String, String> record : records) {
            String[] parts = record.value().split(":", 2);
            assertThat(record.key()).isEqualTo(parts[0]);
            int number = Integer.parseInt(parts[1]);
            assertThat(number)
                    .as("the event of aggregate %s after %s", parts[0], last.get(parts[0]))
                    .isEqualTo(last.merge(parts[0], 1, Integer::sum));
        }
    }

    /** How many records come after one with a higher place in the table: those that a reader by place would miss. */
    private static int behindALaterPlace(List<ConsumerRecord<String, String>> records) {
        long highest = 0;
        int behind = 0;
        for (ConsumerRecord<String, String> record : records) {
            long place =
                    Long.parseLong(new String(record.headers().lastHeader("seq").value(), StandardCharsets.UTF_8));
            if (place < highest) {
                behind++;
            }
            highest = Math.max(highest, place);
        }
        return behind;
    }
}
