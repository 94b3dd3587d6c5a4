package dev.holdfast.connect.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.connect.contract.Lab;
import dev.holdfast.connect.contract.NeedsServer;
import dev.holdfast.connect.contract.WithLab;
import dev.holdfast.connect.lab.ConnectRest;
import dev.holdfast.connect.lab.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.params.XReadGroupParams;

/** What sources from Redis have and others don't. */
@NeedsServer
@WithLab
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisSourceSpecialsIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final String TYPE = RedisSourceConnector.class.getName();

    private Lab lab;
    private ConnectRest rest;
    private TestRedis redis;

    @BeforeAll
    void start(Lab shared) {
        lab = shared;
        rest = shared.worker(false).rest();
        redis = new TestRedis();
    }

    @AfterAll
    void end() {
        redis.server().close();
    }

    @Test
    void thePluginIsFoundByItsManifestsWithTheBuildsVersion() {
        assertThat(rest.plugins()).contains(TYPE + " " + System.getProperty("holdfast.version"));
    }

    @Test
    void wrongValuesAreReportedTogether() {
        Map<String, String> wrong = Map.of(
                "connector.class", TYPE,
                "name", "x",
                "redis.uri", "redis://me:secret@localhost",
                "redis.mode", "consumer-group",
                "redis.claim.idle.ms", "1",
                "redis.key", "color",
                "redis.value", "text:",
                "redis.start", "yesterday",
                "on.dropped", "reject");

        assertThat(rest.validate(TYPE, wrong))
                .extracting(message -> message.substring(0, message.indexOf(':')))
                .containsExactlyInAnyOrder(
                        "redis.uri",
                        "redis.streams",
                        "redis.group",
                        "redis.claim.idle.ms",
                        "redis.key",
                        "redis.value",
                        "redis.start",
                        "on.dropped",
                        "kafka.topic");
        assertThat(rest.validate(TYPE, wrong)).noneMatch(message -> message.contains("secret"));
    }

    @Test
    void aWrongPasswordAndAMissingRightAreReportedBeforeTheConnectorIsThere() {
        redis.on(jedis -> jedis.aclSetUser(
                "reader", "on", ">secret", "~reader*", "+ping", "+xinfo", "+client", "+xread", "+select"));
        Map<String, String> config = source("reader-stream", "nowhere");
        config.put("name", "x");
        config.put("redis.username", "reader");
        config.put("redis.password", "secret");
        assertThat(rest.validate(TYPE, config)).isEmpty();

        config.put("redis.streams", "other");
        assertThat(rest.validate(TYPE, config))
                .singleElement()
                .asString()
                .startsWith("redis.uri: no connection: ")
                .contains("NOPERM");

        config.put("redis.password", "wrong");
        assertThat(rest.validate(TYPE, config)).singleElement().asString().contains("WRONGPASS");
    }

    @Test
    void fieldsBecomeKeyHeadersAndJson() {
        redis.on(jedis -> {
            Map<String, String> fields = new TreeMap<>(
                    Map.of("order", "17", "header.tenant", "blue", "text", "a \"quoted\"\nline", "trace", "t1"));
            return jedis.xadd("fields", XAddParams.xAddParams().id("5-1"), fields);
        });
        Map<String, String> config = source("fields", "fields");
        config.put("redis.key", "field:order");
        config.put("redis.headers", "header.*,trace");
        config.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
        try (KafkaTopic topic = new KafkaTopic(lab, "fields")) {
            rest.create("fields", config);
            ConsumerRecord<String, String> record = topic.await(1).get(0);
            assertThat(record.key()).isEqualTo("17");
            assertThat(record.value()).isEqualTo("{\"order\":\"17\",\"text\":\"a \\\"quoted\\\"\\nline\"}");
            assertThat(KafkaTopic.header(record, "tenant")).isEqualTo("blue");
            assertThat(KafkaTopic.header(record, "trace")).isEqualTo("t1");
            assertThat(KafkaTopic.header(record, "redis.stream")).isEqualTo("fields");
            assertThat(KafkaTopic.header(record, "redis.id")).isEqualTo("5-1");
        } finally {
            rest.delete("fields");
        }
    }

    @Test
    void streamsAreSpreadOverTasksAndEachKeepsItsOrder() {
        Map<String, String> config = source("spread-a,spread-b,spread-c", "spread");
        config.put("tasks.max", "2");
        config.put("redis.value", "text:value");
        config.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
        List<String> streams = List.of("spread-a", "spread-b", "spread-c");
        try (KafkaTopic topic = new KafkaTopic(lab, "spread")) {
            rest.create("spread", config);
            rest.awaitRunning("spread", 2);
            for (int i = 0; i < 10; i++) {
                String body = Integer.toString(i);
                streams.forEach(stream -> redis.add(stream, List.of(body)));
            }
            List<ConsumerRecord<String, String>> records = topic.await(30);
            for (String stream : streams) {
                assertThat(records.stream()
                                .filter(record -> record.key().equals(stream))
                                .map(ConsumerRecord::value))
                        .containsExactly("0", "1", "2", "3", "4", "5", "6", "7", "8", "9");
            }
        } finally {
            rest.delete("spread");
        }
    }

    @Test
    void whatIsTrimmedUnreadIsReportedAndTheRestIsRead() {
        Map<String, String> config = source("trimmed", "trimmed");
        config.put("redis.value", "bytes:value");
        try (KafkaTopic topic = new KafkaTopic(lab, "trimmed")) {
            redis.add("trimmed", List.of("a", "b"));
            rest.create("trimmed", config);
            topic.await(2);
            rest.stop("trimmed");
            redis.add("trimmed", List.of("c", "d", "e", "f"));
            redis.on(jedis -> jedis.xtrim("trimmed", 1, false));
            rest.resume("trimmed");
            assertThat(topic.bodies(3)).containsExactly("a", "b", "f");
            assertThat(logged("3 entries of stream trimmed were trimmed or deleted before they were read"))
                    .isTrue();
        } finally {
            rest.delete("trimmed");
        }
    }

    @Test
    void whatIsTrimmedUnreadStopsTheTaskIfWanted() {
        Map<String, String> config = source("stopped", "stopped");
        config.put("redis.value", "bytes:value");
        config.put("redis.on.gap", "fail");
        try (KafkaTopic topic = new KafkaTopic(lab, "stopped")) {
            redis.add("stopped", List.of("a"));
            rest.create("stopped", config);
            topic.await(1);
            rest.stop("stopped");
            List<StreamEntryID> ids = redis.add("stopped", List.of("b", "c"));
            redis.on(jedis -> jedis.xtrim("stopped", 1, false));
            assertThat(rest.resumeInVain("stopped")).contains("1 entries of stream stopped");

            rest.stop("stopped");
            rest.alterOffsets(
                    "stopped",
                    Map.of("stream", "stopped"),
                    Map.of("id", ids.get(0).toString()));
            rest.resume("stopped");
            assertThat(topic.bodies(2)).containsExactly("a", "c");
        } finally {
            rest.delete("stopped");
        }
    }

    /** Its ids begin anew, so the connector's position would pass over its first entries. */
    @Test
    void anotherStreamOfTheSameNameStopsTheTask() {
        Map<String, String> config = source("again", "again");
        config.put("redis.value", "bytes:value");
        try (KafkaTopic topic = new KafkaTopic(lab, "again")) {
            redis.add("again", List.of("a"));
            rest.create("again", config);
            topic.await(1);
            rest.stop("again");
            redis.on(jedis -> {
                jedis.del("again");
                return jedis.xadd("again", XAddParams.xAddParams().id("1-1"), Map.of("value", "b"));
            });
            assertThat(rest.resumeInVain("again")).contains("ends at 1-1");
        } finally {
            rest.delete("again");
        }
    }

    @Test
    void whatAnotherConsumerHasLeftIsTakenOverAndWhatIsGoneIsReported() {
        redis.on(jedis -> jedis.xgroupCreate("left", "connector", new StreamEntryID(0, 0), true));
        List<StreamEntryID> ids = redis.add("left", List.of("a", "b", "c"));
        redis.on(jedis -> jedis.xreadGroup(
                "connector",
                "gone",
                XReadGroupParams.xReadGroupParams().count(10),
                Map.of("left", StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY)));
        redis.on(jedis -> jedis.xdel("left", ids.get(0)));
        Map<String, String> config = source("left", "left");
        config.put("redis.mode", "consumer-group");
        config.put("redis.group", "connector");
        config.put("redis.claim.idle.ms", "1000");
        config.put("redis.value", "bytes:value");
        try (KafkaTopic topic = new KafkaTopic(lab, "left")) {
            rest.create("left", config);
            assertThat(topic.bodies(2)).containsExactly("b", "c");
            Waiting.until("all are acknowledged", LIMIT, () -> redis.unsettled("left", "connector") == 0);
            assertThat(logged("1 entries of stream left were trimmed or deleted before they were read"))
                    .isTrue();
        } finally {
            rest.delete("left");
        }
    }

    @Test
    void whatIsPublishedWhileTheTaskListensArrives() {
        Map<String, String> config = source("", "channel");
        config.put("redis.mode", "pubsub");
        config.put("redis.channels", "news.*");
        try (KafkaTopic topic = new KafkaTopic(lab, "channel")) {
            rest.create("channel", config);
            Waiting.until("the task listens", LIMIT, () -> redis.on(jedis -> jedis.publish("news.a", "hello")) == 1);
            ConsumerRecord<String, String> record = topic.await(1).get(0);
            assertThat(record.value()).isEqualTo("hello");
            assertThat(record.key()).isEqualTo("news.a");
            assertThat(KafkaTopic.header(record, "redis.channel")).isEqualTo("news.a");
        } finally {
            rest.delete("channel");
        }
    }

    private static boolean logged(String text) {
        try (Stream<Path> files = Files.list(Lab.logs())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file).contains(text)) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Map<String, String> source(String streams, String topic) {
        return new TreeMap<>(Map.of(
                "connector.class", TYPE, "redis.uri", redis.uri(), "redis.streams", streams, "kafka.topic", topic));
    }
}
