package dev.holdfast.connect.redis;

import dev.holdfast.connect.UpstreamRecord;
import dev.holdfast.connect.UpstreamSession;
import dev.holdfast.connect.redis.Replies.Read;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.XClaimParams;

/**
 * Reads streams through a consumer group and acknowledges each entry. First comes what is pending for this consumer, then, now
 * and then, what other consumers have left, then what is new.
 */
final class GroupSession implements UpstreamSession<Entry> {
    /** Signs of life in the time after which others take over, and looks after what others have left. */
    private static final int TIMES_PER_IDLE = 4;

    private final RedisSourceConfig config;
    private final RedisRecords records;
    private final HandedOut handedOut;
    private final Missed missed;
    private final RedisNodes nodes;
    private final StreamReader reader;
    private final Abandoned abandoned;

    /** Streams with pending entries that are not handed out yet, and the id up to which they are. */
    private final Map<String, String> pending = new LinkedHashMap<>();

    private long lastSign = System.nanoTime();

    private GroupSession(RedisSourceConfig config, HandedOut handedOut, Missed missed, RedisNodes nodes) {
        this.config = config;
        this.records = new RedisRecords(config);
        this.handedOut = handedOut;
        this.missed = missed;
        this.nodes = nodes;
        this.reader = new StreamReader(nodes, config.streams(), "GROUP", config.group(), config.consumer());
        this.abandoned = new Abandoned(config, nodes);
        config.streams().forEach(stream -> pending.put(stream, "0-0"));
    }

    static GroupSession open(RedisSourceConfig config, HandedOut handedOut, Missed missed) throws Exception {
        RedisNodes nodes = RedisNodes.open(new RedisAddress(config), "holdfast-source-" + config.consumer());
        try {
            return RedisErrors.lasting(() -> {
                config.streams().forEach(stream -> createGroup(nodes, config, stream));
                return new GroupSession(config, handedOut, missed, nodes);
            });
        } catch (Exception e) {
            nodes.close();
            throw e;
        }
    }

    private static void createGroup(RedisNodes nodes, RedisSourceConfig config, String stream) {
        String start =
                switch (config.start()) {
                    case "earliest" -> "0-0";
                    case "latest" -> "$";
                    default -> config.start();
                };
        try {
            nodes.of(stream)
                    .xgroupCreate(Replies.bytes(stream), Replies.bytes(config.group()), Replies.bytes(start), true);
        } catch (JedisDataException e) {
            if (!String.valueOf(e.getMessage()).startsWith("BUSYGROUP")) {
                throw e;
            }
        }
    }

    @Override
    public List<UpstreamRecord<Entry>> receive(int atMost, Duration patience) throws Exception {
        return RedisErrors.lasting(() -> {
            List<UpstreamRecord<Entry>> again = again(atMost);
            if (!again.isEmpty()) {
                return again;
            }
            return handOut(reader.read(atMost, patience, stream -> ">"));
        });
    }

    private List<UpstreamRecord<Entry>> again(int atMost) {
        while (!pending.isEmpty()) {
            String stream = pending.keySet().iterator().next();
            List<Read> read = reader.read(stream, atMost, behind -> pending.getOrDefault(behind, "0-0"));
            @Nullable StreamEntryID upTo = read.isEmpty() ? null : read.get(0).last();
            if (upTo == null) {
                pending.remove(stream);
            } else {
                pending.put(stream, upTo.toString());
            }
            List<UpstreamRecord<Entry>> made = handOut(read);
            if (!made.isEmpty()) {
                return made;
            }
        }
        return handOut(abandoned.claim(atMost));
    }

    private List<UpstreamRecord<Entry>> handOut(List<Read> read) {
        List<UpstreamRecord<Entry>> made = new ArrayList<>();
        for (Read of : read) {
            if (!of.gone().isEmpty()) {
                acknowledge(of.stream(), of.gone());
                missed.entries(of.stream(), of.gone().size());
            }
            for (Entry entry : of.entries()) {
                if (handedOut.add(entry)) {
                    made.add(records.record(
                            entry, Map.of(RedisRecords.ID, entry.id().toString())));
                }
            }
        }
        return made;
    }

    @Override
    public void settle(List<UpstreamRecord<Entry>> written, List<UpstreamRecord<Entry>> rejected) throws Exception {
        RedisErrors.lasting(() -> {
            byStream(written).forEach((stream, ids) -> {
                acknowledge(stream, ids);
                handedOut.remove(stream, ids);
            });
            return written;
        });
    }

    private void acknowledge(String stream, List<StreamEntryID> ids) {
        nodes.of(stream).xack(stream, config.group(), ids.toArray(StreamEntryID[]::new));
    }

    /** Keeps others from taking over what waits for Kafka; what another one has just taken it does not take back. */
    @Override
    public void keepAlive(Iterable<UpstreamRecord<Entry>> unsettled) throws Exception {
        long idle = config.claimIdle().toMillis();
        if (System.nanoTime() - lastSign < config.claimIdle().toNanos() / TIMES_PER_IDLE) {
            return;
        }
        lastSign = System.nanoTime();
        RedisErrors.lasting(() -> {
            byStream(unsettled).forEach((stream, ids) -> nodes.of(stream)
                    .xclaimJustId(
                            stream,
                            config.group(),
                            config.consumer(),
                            idle / TIMES_PER_IDLE,
                            XClaimParams.xClaimParams(),
                            ids.toArray(StreamEntryID[]::new)));
            return unsettled;
        });
    }

    private static Map<String, List<StreamEntryID>> byStream(Iterable<UpstreamRecord<Entry>> records) {
        Map<String, List<StreamEntryID>> ids = new LinkedHashMap<>();
        for (UpstreamRecord<Entry> record : records) {
            Entry entry = record.message();
            ids.computeIfAbsent(entry.stream(), stream -> new ArrayList<>()).add(entry.id());
        }
        return ids;
    }

    @Override
    public void close() {
        nodes.close();
    }
}
