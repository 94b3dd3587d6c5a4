package dev.holdfast.examples.bridge;

import dev.holdfast.connect.lab.RedisServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XReadParams;
import redis.clients.jedis.resps.StreamEntry;

/** Two streams of a Redis server, which has on disk what it confirms. A stream keeps what is written to it twice. */
final class RedisSystem implements OtherSystem {
    private static final Logger LOG = LoggerFactory.getLogger(RedisSystem.class);
    private static final String INBOUND = "inbound";
    private static final String OUTBOUND = "outbound";

    /** As the sink names it. */
    private static final String FIELD = "value";

    private static final int LIMIT_MS = 60_000;
    private static final int AT_ONCE = 1_000;
    private static final int BLOCK_MS = 200;

    private final RedisServer server;
    private final Jedis sending;
    private final ExecutorService reader = Executors.newSingleThreadExecutor();
    private volatile boolean closed;

    RedisSystem(Path logs) {
        server = new RedisServer(logs);
        server.start();
        sending = connect();
    }

    @Override
    public String name() {
        return "Redis";
    }

    @Override
    public boolean exactlyOnceToKafka() {
        return true;
    }

    @Override
    public void send(List<String> bodies) {
        Pipeline pipeline = sending.pipelined();
        List<Response<StreamEntryID>> ids = bodies.stream()
                .map(body -> pipeline.xadd(INBOUND, StreamEntryID.NEW_ENTRY, Map.of(FIELD, body)))
                .toList();
        pipeline.sync();
        ids.forEach(Response::get);
    }

    /** On a thread of its own: this client has none. */
    @Override
    public void receive(Consumer<String> each) {
        reader.execute(() -> {
            try (Jedis reading = connect()) {
                StreamEntryID last = new StreamEntryID();
                while (!closed) {
                    for (StreamEntry entry : behind(last, reading)) {
                        each.accept(Objects.requireNonNull(entry.getFields().get(FIELD)));
                        last = entry.getID();
                    }
                }
            } catch (RuntimeException e) {
                // What does not arrive then counts as lost.
                LOG.error("The stream can't be read any more", e);
            }
        });
    }

    @Override
    public Map<String, String> source() {
        return Map.of(
                "connector.class",
                "dev.holdfast.connect.redis.RedisSourceConnector",
                "redis.uri",
                url(),
                "redis.streams",
                INBOUND,
                "redis.value",
                "bytes:" + FIELD,
                "exactly.once.support",
                "required");
    }

    @Override
    public Map<String, String> sink() {
        return Map.of(
                "connector.class",
                "dev.holdfast.connect.redis.RedisSinkConnector",
                "redis.uri",
                url(),
                "redis.type",
                "stream",
                "redis.key",
                OUTBOUND);
    }

    @Override
    public void close() {
        closed = true;
        reader.shutdown();
        sending.close();
        server.close();
    }

    private static List<StreamEntry> behind(StreamEntryID last, Jedis reading) {
        XReadParams params = XReadParams.xReadParams().count(AT_ONCE).block(BLOCK_MS);
        var streams = reading.xread(params, Map.of(OUTBOUND, last));
        // Null, and not empty, if nothing came.
        return streams == null
                ? List.of()
                : streams.stream().flatMap(stream -> stream.getValue().stream()).toList();
    }

    private Jedis connect() {
        return new Jedis("127.0.0.1", server.port(), LIMIT_MS);
    }

    private String url() {
        return "redis://127.0.0.1:" + server.port();
    }
}
