package dev.holdfast.connect.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.connect.OffsetKeepingSession;
import dev.holdfast.connect.SinkSession.Results;
import dev.holdfast.connect.contract.NeedsServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a session does beside another one that has the same partition, because one of the tasks does not know yet that it is over. */
@NeedsServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisSinkSessionIT {
    private TestRedis redis;

    @BeforeAll
    void start() {
        redis = new TestRedis();
    }

    @AfterAll
    void end() {
        redis.server().close();
    }

    @Test
    void aTaskThatIsOverWritesNothingTwiceAndNothingOutOfOrder() throws Exception {
        TopicPartition partition = new TopicPartition("fence", 0);
        Notes notes = new Notes();
        try (RedisSinkSession old = open();
                RedisSinkSession present = open()) {
            assertThat(old.write(partition, OffsetKeepingSession.NOTHING, records(0, 3), notes))
                    .isTrue();
            assertThat(present.stored(List.of(partition))).isEqualTo(Map.of(partition, 2L));
            assertThat(present.write(partition, 2, records(3, 6), notes)).isTrue();

            // It tries again what the present one has written, and goes on from there: the same records are there once.
            assertThat(old.write(partition, 2, records(3, 5), notes)).isTrue();
            // With a gap between what it believes and what is there it gets nowhere.
            assertThat(old.write(partition, 4, records(7, 9), notes)).isFalse();
            assertThat(present.write(partition, 5, records(6, 8), notes)).isTrue();
        }
        assertThat(redis.bodies("fence")).containsExactly("0", "1", "2", "3", "4", "5", "6", "7");
        assertThat(notes.written).containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 3L, 4L, 6L, 7L);
    }

    @Test
    void behindARecordThatIsRefusedTheOthersAreWrittenOnceItIsNoted() throws Exception {
        TopicPartition partition = new TopicPartition("refused", 0);
        Notes notes = new Notes();
        List<SinkRecord> records = new ArrayList<>(records("refused", 0, 5));
        records.set(2, new SinkRecord("refused", 0, null, "k", null, Map.of("no", "text"), 2));
        try (RedisSinkSession session = open()) {
            assertThat(session.write(partition, OffsetKeepingSession.NOTHING, records, notes))
                    .isTrue();
            assertThat(session.stored(List.of(partition))).isEqualTo(Map.of(partition, 4L));
        }
        assertThat(redis.bodies("refused")).containsExactly("0", "1", "3", "4");
        assertThat(notes.refused).containsExactly(2L);
        assertThat(notes.written).containsExactly(0L, 1L, 3L, 4L);
    }

    private RedisSinkSession open() throws Exception {
        return RedisSinkSession.open(new RedisSinkConfig(
                Map.of("name", "c", "redis.uri", redis.uri(), "redis.type", "stream", "redis.key", "${topic}")));
    }

    private static List<SinkRecord> records(long from, long to) {
        return records("fence", from, to);
    }

    private static List<SinkRecord> records(String topic, long from, long to) {
        List<SinkRecord> records = new ArrayList<>();
        for (long offset = from; offset < to; offset++) {
            records.add(new SinkRecord(topic, 0, null, "k", null, Long.toString(offset), offset));
        }
        return records;
    }

    private static final class Notes implements Results {
        private final List<Long> written = new ArrayList<>();
        private final List<Long> refused = new ArrayList<>();

        @Override
        public void written(SinkRecord record) {
            written.add(record.kafkaOffset());
        }

        @Override
        public void refused(SinkRecord record, Exception cause) {
            refused.add(record.kafkaOffset());
        }

        @Override
        public void awaitReports() {}
    }
}
