package dev.holdfast.connect.redis;

import dev.holdfast.connect.redis.Replies.Read;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.params.XAutoClaimParams;

/** Takes over what was delivered to consumers that give no sign of life any more: of tasks that are gone, of other programs. */
final class Abandoned {
    private static final int TIMES_PER_IDLE = 4;
    private static final String BEGINNING = "0-0";

    private final RedisSourceConfig config;
    private final RedisNodes nodes;
    private final long everyNanos;

    /** The streams still to be looked through in this round, and where to go on in the first of them. */
    private final Queue<String> streams = new ArrayDeque<>();

    private String cursor = BEGINNING;
    private long roundBegan;

    Abandoned(RedisSourceConfig config, RedisNodes nodes) {
        this.config = config;
        this.nodes = nodes;
        Duration idle = config.claimIdle();
        this.everyNanos = idle.toNanos() / TIMES_PER_IDLE;
        this.roundBegan = System.nanoTime() - everyNanos;
    }

    /** Takes some of it over; returns nothing if there is none, or if it was looked for a short time ago. */
    List<Read> claim(int atMost) {
        if (streams.isEmpty() && System.nanoTime() - roundBegan >= everyNanos) {
            roundBegan = System.nanoTime();
            streams.addAll(config.streams());
        }
        @Nullable String stream = streams.peek();
        if (stream == null) {
            return List.of();
        }
        List<Object> reply = nodes.of(stream)
                .xautoclaim(
                        Replies.bytes(stream),
                        Replies.bytes(config.group()),
                        Replies.bytes(config.consumer()),
                        config.claimIdle().toMillis(),
                        Replies.bytes(cursor),
                        XAutoClaimParams.xAutoClaimParams().count(atMost));
        cursor = Replies.text(reply.get(0));
        if (cursor.equals(BEGINNING)) {
            streams.remove();
        }
        return List.of(read(stream, reply));
    }

    /** Redis 7 tells apart what is gone from its stream; it has acknowledged that itself. */
    private static Read read(String stream, List<Object> reply) {
        Read claimed = Replies.read(stream, Replies.list(reply.get(1)));
        List<StreamEntryID> gone = new ArrayList<>(claimed.gone());
        if (reply.size() > 2) {
            Replies.list(reply.get(2)).forEach(id -> gone.add(new StreamEntryID(Replies.text(id))));
        }
        return new Read(stream, claimed.entries(), gone);
    }
}
