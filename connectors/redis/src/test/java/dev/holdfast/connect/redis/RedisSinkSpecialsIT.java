package dev.holdfast.connect.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.connect.contract.Lab;
import dev.holdfast.connect.contract.NeedsServer;
import dev.holdfast.connect.contract.WithLab;
import dev.holdfast.connect.lab.ConnectRest;
import dev.holdfast.connect.lab.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redis.clients.jedis.Jedis;

/** What the sink to Redis has and others don't. */
@NeedsServer
@WithLab
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisSinkSpecialsIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String TYPE = RedisSinkConnector.class.getName();

    private Lab lab;
    private ConnectRest rest;
    private TestRedis redis;
    private KafkaProducer<String, @Nullable String> producer;

    @BeforeAll
    void start(Lab shared) {
        lab = shared;
        rest = shared.worker(false).rest();
        redis = new TestRedis();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", lab.kafka().bootstrapServers()),
                new StringSerializer(),
                new StringSerializer());
    }

    @AfterAll
    void end() {
        producer.close();
        redis.server().close();
    }

    @Test
    void aClusterNeedsTheTagOfThePartitionInTheKey() {
        Map<String, String> config = new TreeMap<>(sink("x", redis, "string"));
        config.put("name", "x");
        config.put("redis.cluster.enabled", "true");
        config.put("connection.check", "false");

        for (String key :
                new String[] {"${topic}:${key}", "${key}:{${topic}-${partition}}", "{a}{${topic}-${partition}}"}) {
            config.put("redis.key", key);
            assertThat(rest.validate(TYPE, config)).singleElement().asString().startsWith("redis.key: must have");
        }
        config.put("redis.key", "${topic}:{${topic}-${partition}}:${key}");
        assertThat(rest.validate(TYPE, config)).isEmpty();
    }

    @Test
    void recordsBecomeHashesAndTombstonesRemoveThem() throws Exception {
        Map<String, String> config = sink("hashes", redis, "hash");
        config.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        config.put("value.converter.schemas.enable", "false");
        create("hashes", config);
        write("hashes", "a", "{\"name\":\"Ada\",\"age\":36,\"tags\":[\"x\"]}");
        write("hashes", "b", "{\"name\":\"Bob\"}");
        write("hashes", "a", "{\"name\":\"Ada L.\",\"none\":null,\"ok\":true}");
        write("hashes", "b", null);
        awaitOffset("hashes", 3);

        assertThat(seen(jedis -> jedis.hgetAll("hashes:a"))).isEqualTo(Map.of("name", "Ada L.", "ok", "true"));
        assertThat(seen(jedis -> jedis.exists("hashes:b"))).isEqualTo(false);
        rest.delete("hashes");
    }

    @Test
    void recordsBecomeStringsThatExpireAndTombstonesRemoveThem() throws Exception {
        Map<String, String> config = sink("strings", redis, "string");
        config.put("redis.ttl.ms", "3600000");
        create("strings", config);
        write("strings", "a", "1");
        write("strings", "b", "2");
        write("strings", "a", "3");
        write("strings", "b", null);
        awaitOffset("strings", 3);

        assertThat(seen(jedis -> jedis.get("strings:a"))).isEqualTo("3");
        assertThat(seen(jedis -> jedis.pttl("strings:a") > 0)).isEqualTo(true);
        assertThat(seen(jedis -> jedis.exists("strings:b"))).isEqualTo(false);
        rest.delete("strings");
    }

    @Test
    void recordsBecomeMembersWithScoresAndTombstonesRemoveThem() throws Exception {
        Map<String, String> config = sink("members", redis, "zset");
        config.put("redis.key", "${topic}");
        config.put("redis.member", "key");
        config.put("redis.score", "value");
        create("members", config);
        write("members", "a", "10");
        write("members", "b", "5.5");
        write("members", "c", "7");
        write("members", "c", null);
        awaitOffset("members", 3);

        assertThat(seen(jedis -> jedis.zrange("members", 0, -1))).isEqualTo(List.of("b", "a"));
        assertThat(seen(jedis -> jedis.zscore("members", "b"))).isEqualTo(5.5);
        rest.delete("members");
    }

    @Test
    void aKeyOfAnotherTypeRefusesItsRecordAlone() throws Exception {
        redis.on(jedis -> jedis.set("sets:b", "a string"));
        Map<String, String> config = sink("sets", redis, "set");
        config.put("errors.tolerance", "all");
        config.put("errors.deadletterqueue.topic.name", "sets.refused");
        config.put("errors.deadletterqueue.topic.replication.factor", "1");
        try (KafkaTopic refused = new KafkaTopic(lab, "sets.refused")) {
            create("sets", config);
            write("sets", "a", "1");
            write("sets", "b", "2");
            write("sets", "a", "3");
            awaitOffset("sets", 2);
            assertThat(refused.bodies(1)).containsExactly("2");
        }
        assertThat(seen(jedis -> jedis.smembers("sets:a"))).isEqualTo(Set.of("1", "3"));
        assertThat(seen(jedis -> jedis.get("sets:b"))).isEqualTo("a string");
        rest.delete("sets");
    }

    /** Redis without a file of commands has its last snapshot after a kill, and nothing without one. */
    @Test
    void whatRedisHadConfirmedAndLostIsWrittenAgain() {
        TestRedis forgetful = new TestRedis("--appendonly", "no");
        try {
            Map<String, String> config = sink("lost", forgetful, "stream");
            config.put("redis.key", "${topic}");
            create("lost", config);
            writeNumbers("lost", 0, 100);
            awaitBodies(forgetful, "lost", 100);
            forgetful.on(jedis -> jedis.save());
            writeNumbers("lost", 100, 200);
            awaitBodies(forgetful, "lost", 200);
            forgetful.server().kill();
            forgetful.server().start();
            awaitBodies(forgetful, "lost", 200);
            writeNumbers("lost", 200, 210);
            awaitBodies(forgetful, "lost", 210);

            forgetful.on(jedis -> jedis.flushAll());
            awaitBodies(forgetful, "lost", 210);
        } finally {
            rest.delete("lost");
            forgetful.server().close();
        }
    }

    @Test
    void offsetsInRedisThatTheTopicNeverHadStopTheTask() throws Exception {
        String key = KeyTemplate.ofOffset("other-topic", "other-topic", 0);
        redis.on(jedis -> jedis.set(key, "1000"));
        create("other-topic", sink("other-topic", redis, "string"));
        write("other-topic", "a", "1");

        assertThat(rest.awaitFailed("other-topic")).contains("is it another topic of the same name?");
        rest.delete("other-topic");
    }

    private Object seen(Function<Jedis, Object> question) {
        return redis.on(question);
    }

    private void awaitBodies(TestRedis of, String stream, int count) {
        Waiting.until(
                count + " entries are there", LIMIT, () -> of.bodies(stream).size() >= count);
        assertThat(of.bodies(stream))
                .isEqualTo(IntStream.range(0, count).mapToObj(Integer::toString).toList());
    }

    private void awaitOffset(String name, long offset) {
        String key = KeyTemplate.ofOffset(name, name, 0);
        Waiting.until("offset " + offset + " is there", LIMIT, () -> Long.toString(offset)
                .equals(redis.on(jedis -> jedis.get(key))));
    }

    private void create(String name, Map<String, String> config) {
        lab.kafka().createTopic(name, 1, 1);
        rest.create(name, config);
    }

    private void write(String topic, String key, @Nullable String value) throws Exception {
        producer.send(new ProducerRecord<>(topic, key, value)).get();
    }

    private void writeNumbers(String topic, int from, int to) {
        lab.write(topic, IntStream.range(from, to).mapToObj(Integer::toString).toArray(String[]::new));
    }

    private static Map<String, String> sink(String topic, TestRedis redis, String type) {
        return new TreeMap<>(Map.of(
                "connector.class", TYPE,
                "redis.uri", redis.uri(),
                "redis.type", type,
                "topics", topic));
    }
}
