package dev.holdfast.connect.redis;

import dev.holdfast.connect.UpstreamRecord;
import dev.holdfast.connect.UpstreamSession;
import dev.holdfast.connect.redis.Entry.Field;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.BinaryJedisPubSub;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Subscribes to channels: at most once. What comes while the task is away is lost, and what comes faster than Kafka takes it
 * waits here, then in Redis, which closes the connection when its own limit is reached.
 */
final class PubSubSession implements UpstreamSession<Entry> {
    private final RedisRecords records;
    private final RedisNodes nodes;
    private final Listener listener;
    private final Thread thread;
    private final long pingNanos;
    private long count;
    private long lastPing = System.nanoTime();

    private PubSubSession(RedisSourceConfig config, RedisNodes nodes, int timeoutMillis) {
        this.records = new RedisRecords(config);
        this.nodes = nodes;
        this.listener = new Listener(config.maxInFlight());
        this.pingNanos = TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        byte[][] channels = config.channels().stream().map(Replies::bytes).toArray(byte[][]::new);
        Jedis jedis = nodes.of(config.channels().get(0));
        this.thread = new Thread(() -> listener.listen(jedis, channels), "holdfast-redis-channels");
        thread.setDaemon(true);
    }

    static PubSubSession open(RedisSourceConfig config) throws Exception {
        RedisAddress address = new RedisAddress(config);
        RedisNodes nodes = RedisNodes.open(address, "holdfast-source-channels");
        PubSubSession session = new PubSubSession(config, nodes, address.timeoutMillis());
        session.thread.start();
        return session;
    }

    @Override
    public List<UpstreamRecord<Entry>> receive(int atMost, Duration patience) throws Exception {
        List<UpstreamRecord<Entry>> made = new ArrayList<>();
        @Nullable Field message = listener.queue.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
        while (message != null) {
            count++;
            Entry entry = new Entry(message.name(), new StreamEntryID(0, count), List.of());
            made.add(records.message(entry, message.value()));
            message = made.size() < atMost ? listener.queue.poll() : null;
        }
        if (made.isEmpty()) {
            check();
        }
        return made;
    }

    /** Nobody would notice otherwise that a connection is dead on which nothing comes. */
    private void check() throws Exception {
        @Nullable Exception ended = listener.ended;
        if (ended != null) {
            RedisErrors.lasting(() -> {
                throw ended;
            });
        }
        if (System.nanoTime() - lastPing > pingNanos && listener.isSubscribed()) {
            if (listener.pingIsOpen) {
                throw new IOException("Redis does not answer");
            }
            listener.pingIsOpen = true;
            lastPing = System.nanoTime();
            listener.ping();
        }
    }

    @Override
    public void settle(List<UpstreamRecord<Entry>> written, List<UpstreamRecord<Entry>> rejected) {}

    @Override
    public void close() {
        thread.interrupt();
        nodes.close();
    }

    /** What the session's own thread does with channels' names and messages: it fills the queue, and stands still while that is full. */
    private static final class Listener extends BinaryJedisPubSub {
        private final LinkedBlockingQueue<Field> queue;
        private volatile boolean pingIsOpen;
        private volatile @Nullable Exception ended;

        Listener(int limit) {
            this.queue = new LinkedBlockingQueue<>(limit);
        }

        void listen(Jedis jedis, byte[][] channels) {
            try {
                jedis.psubscribe(this, channels);
                ended = new IOException("the subscription has ended");
            } catch (JedisException e) {
                ended = e;
            }
        }

        @Override
        public void onPMessage(byte[] pattern, byte[] channel, byte[] message) {
            try {
                queue.put(new Field(new String(channel, StandardCharsets.UTF_8), message));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new JedisException("the session was closed", e);
            }
        }

        @Override
        public void onPong(byte[] pattern) {
            pingIsOpen = false;
        }
    }
}
