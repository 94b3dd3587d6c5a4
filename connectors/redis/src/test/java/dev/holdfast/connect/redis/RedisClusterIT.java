package dev.holdfast.connect.redis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.connect.contract.Lab;
import dev.holdfast.connect.contract.NeedsServer;
import dev.holdfast.connect.contract.WithLab;
import dev.holdfast.connect.lab.ConnectRest;
import dev.holdfast.connect.lab.RedisServer;
import dev.holdfast.connect.lab.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.params.XAddParams;

/** From and to a cluster of two nodes. */
@NeedsServer
@WithLab
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RedisClusterIT {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final RedisServer one = RedisServer.node(Lab.logs());
    private final RedisServer two = RedisServer.node(Lab.logs());
    private Lab lab;
    private ConnectRest rest;

    @BeforeAll
    void start(Lab shared) {
        lab = shared;
        rest = shared.worker(false).rest();
        one.start();
        two.start();
        try (Jedis first = new Jedis("127.0.0.1", one.port());
                Jedis second = new Jedis("127.0.0.1", two.port())) {
            first.sendCommand(Command.CLUSTER, "ADDSLOTSRANGE", "0", "8191");
            second.sendCommand(Command.CLUSTER, "ADDSLOTSRANGE", "8192", "16383");
            String bus = Replies.text(second.sendCommand(Command.CLUSTER, "NODES"))
                    .replaceAll("(?s).*?:\\d+@(\\d+).*", "$1");
            first.sendCommand(Command.CLUSTER, "MEET", "127.0.0.1", Integer.toString(two.port()), bus);
            Waiting.until("the cluster is whole", LIMIT, () -> isWhole(first) && isWhole(second));
        }
    }

    private static boolean isWhole(Jedis jedis) {
        return jedis.clusterInfo().contains("cluster_state:ok");
    }

    @AfterAll
    void end() {
        one.close();
        two.close();
    }

    @Test
    void streamsOfAllNodesAreReadAndPartitionsAreWrittenWithTheirOffsets() throws Exception {
        List<String> streams = List.of("s1", "s2", "s3", "s4", "s5", "s6");
        try (RedisNodes nodes = nodes()) {
            for (String stream : streams) {
                nodes.of(stream).xadd(stream, XAddParams.xAddParams(), Map.of("value", stream));
            }
            assertThat(streams.stream().map(nodes::of).distinct()).hasSize(2);
        }
        lab.kafka().createTopic("cluster", 4, 1);
        rest.create("cluster-source", source(streams));
        rest.create(
                "cluster-sink",
                Map.of(
                        "connector.class", RedisSinkConnector.class.getName(),
                        "redis.uri", uri(),
                        "redis.cluster.enabled", "true",
                        "redis.key", "copy:{${topic}-${partition}}:${key}",
                        "topics", "cluster"));

        try (RedisNodes nodes = nodes()) {
            for (String stream : streams) {
                Waiting.until(stream + " is copied", LIMIT, () -> IntStream.range(0, 4)
                        .mapToObj(partition -> "copy:{cluster-" + partition + "}:" + stream)
                        .anyMatch(key -> stream.equals(nodes.of(key).get(key))));
            }
        } finally {
            rest.delete("cluster-source");
            rest.delete("cluster-sink");
        }
    }

    private Map<String, String> source(List<String> streams) {
        return Map.of(
                "connector.class",
                RedisSourceConnector.class.getName(),
                "redis.uri",
                uri(),
                "redis.cluster.enabled",
                "true",
                "redis.streams",
                String.join(",", streams),
                "redis.value",
                "bytes:value",
                "kafka.topic",
                "cluster");
    }

    private RedisNodes nodes() throws Exception {
        RedisSinkConfig config = new RedisSinkConfig(Map.of("redis.uri", uri(), "redis.cluster.enabled", "true"));
        return RedisNodes.open(new RedisAddress(config), "test");
    }

    private String uri() {
        return "redis://127.0.0.1:" + one.port();
    }
}
