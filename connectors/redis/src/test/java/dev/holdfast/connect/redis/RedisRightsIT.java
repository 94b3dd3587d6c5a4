package dev.holdfast.connect.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.connect.OffsetKeepingSession;
import dev.holdfast.connect.SinkSession.Results;
import dev.holdfast.connect.UpstreamRecord;
import dev.holdfast.connect.contract.NeedsServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rights that the README names are enough. */
@NeedsServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisRightsIT {
    private static final String USER = "connector";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String ALL = "+ping +client|setname ";
    private static final String SINK = ALL + "+script|load +evalsha +get +set +del ~holdfast:offset:* ";

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
    void ofTheSourceByIds() throws Exception {
        Map<String, String> config = config(ALL + "+xinfo|stream +xread ~by-ids");
        config.put("redis.streams", "by-ids");
        redis.add("by-ids", List.of("a"));
        try (PositionSession session = PositionSession.open(new RedisSourceConfig(config), new TreeMap<>(), missed())) {
            assertThat(session.receive(10, PATIENCE)).hasSize(1);
        }
    }

    @Test
    void ofTheSourceThroughAGroup() throws Exception {
        Map<String, String> config =
                config(ALL + "+xgroup|create +xreadgroup +xack +xclaim +xautoclaim ~through-a-group");
        config.put("redis.mode", "consumer-group");
        config.put("redis.group", "group");
        config.put("redis.streams", "through-a-group");
        redis.add("through-a-group", List.of("a"));
        try (GroupSession session = GroupSession.open(new RedisSourceConfig(config), new HandedOut(), missed())) {
            List<UpstreamRecord<Entry>> records = session.receive(10, PATIENCE);
            session.settle(records, List.of());
        }
        assertThat(redis.unsettled("through-a-group", "group")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"string, ", "json, ", "hash, +hset", "set, +sadd +srem", "zset, +zadd +zrem", "stream, +xadd"})
    void ofTheSink(String type, String more) throws Exception {
        Map<String, String> config = sink(type, (more == null ? "" : more) + " +pexpire");
        config.put("redis.ttl.ms", "60000");
        TopicPartition partition = new TopicPartition(type, 0);
        Object value = type.equals("hash") ? Map.of("field", "1") : "1";
        List<SinkRecord> records = List.of(
                new SinkRecord(type, 0, null, type, null, value, 0),
                new SinkRecord(type, 0, null, type, null, null, 1));
        Notes notes = new Notes();
        try (RedisSinkSession session = RedisSinkSession.open(new RedisSinkConfig(config))) {
            assertThat(session.stored(List.of(partition))).isEmpty();
            assertThat(session.write(partition, OffsetKeepingSession.NOTHING, records, notes))
                    .isTrue();
        }
        assertThat(notes.written).containsExactly(0L, 1L);
    }

    @Test
    void oneThatOnlyTheScriptLacksEndsTheTaskAndIsNotWaitedFor() throws Exception {
        TopicPartition partition = new TopicPartition("set", 0);
        SinkRecord record = new SinkRecord("set", 0, null, "set", null, "1", 0);
        try (RedisSinkSession session = RedisSinkSession.open(new RedisSinkConfig(sink("set", "")))) {
            assertThatThrownBy(
                            () -> session.write(partition, OffsetKeepingSession.NOTHING, List.of(record), new Notes()))
                    .isInstanceOf(ConnectException.class)
                    .hasMessageStartingWith("Redis refuses");
        }
    }

    private Map<String, String> sink(String type, String more) {
        Map<String, String> config = config(SINK + more + " ~to:" + type);
        config.put("redis.type", type);
        config.put("redis.key", "to:${key}");
        config.put("redis.member", "key");
        return config;
    }

    private Map<String, String> config(String rights) {
        List<String> words = new ArrayList<>(List.of("reset", "on", ">secret"));
        words.addAll(List.of(rights.trim().split(" +", -1)));
        redis.on(jedis -> jedis.aclSetUser(USER, words.toArray(String[]::new)));
        return new TreeMap<>(Map.of(
                "name", "c",
                "redis.uri", redis.uri(),
                "redis.username", USER,
                "redis.password", "secret",
                "kafka.topic", "t"));
    }

    private static Missed missed() {
        return new Missed(new AtomicLong(), false);
    }

    private static final class Notes implements Results {
        private final List<Long> written = new ArrayList<>();

        @Override
        public void written(SinkRecord record) {
            written.add(record.kafkaOffset());
        }

        @Override
        public void refused(SinkRecord record, Exception cause) {
            throw new AssertionError("It is refused", cause);
        }

        @Override
        public void awaitReports() {}
    }
}
