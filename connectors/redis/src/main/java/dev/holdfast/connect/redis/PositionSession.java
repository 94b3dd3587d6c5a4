package dev.holdfast.connect.redis;

import dev.holdfast.connect.UpstreamRecord;
import dev.holdfast.connect.UpstreamSession;
import dev.holdfast.connect.redis.Replies.Read;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads streams from the ids in Connect's offsets on, each in its order. Nothing is acknowledged. Once a second each stream
 * is compared with its position, so that what was trimmed unread is noticed.
 */
final class PositionSession implements UpstreamSession<Entry> {
    private static final long COMPARE_AFTER_NANOS = Duration.ofSeconds(1).toNanos();

    private final RedisRecords records;
    private final Map<String, Position> positions;
    private final Missed missed;
    private final RedisNodes nodes;
    private final StreamReader reader;
    private long compared;

    private PositionSession(
            RedisSourceConfig config, Map<String, Position> positions, Missed missed, RedisNodes nodes) {
        this.records = new RedisRecords(config);
        this.positions = positions;
        this.missed = missed;
        this.nodes = nodes;
        this.reader = new StreamReader(nodes, config.streams());
    }

    /** Opens a session; positions of streams that have none yet are added. */
    static PositionSession open(RedisSourceConfig config, Map<String, Position> positions, Missed missed)
            throws Exception {
        RedisNodes nodes = RedisNodes.open(new RedisAddress(config), "holdfast-source");
        try {
            return RedisErrors.lasting(() -> {
                for (String stream : config.streams()) {
                    if (!positions.containsKey(stream)) {
                        positions.put(stream, Position.first(config.start(), StreamState.of(nodes.of(stream), stream)));
                    }
                }
                PositionSession session = new PositionSession(config, positions, missed, nodes);
                session.compare();
                return session;
            });
        } catch (Exception e) {
            nodes.close();
            throw e;
        }
    }

    @Override
    public List<UpstreamRecord<Entry>> receive(int atMost, Duration patience) throws Exception {
        return RedisErrors.lasting(() -> {
            if (System.nanoTime() - compared > COMPARE_AFTER_NANOS) {
                compare();
            }
            return handOut(reader.read(
                    atMost, patience, stream -> position(stream).last().toString()));
        });
    }

    /** Positions move only when nothing can fail any more: what an exception keeps from being returned is read again. */
    private List<UpstreamRecord<Entry>> handOut(List<Read> read) {
        List<UpstreamRecord<Entry>> made = new ArrayList<>();
        Map<String, Position> moved = new LinkedHashMap<>();
        for (Read of : read) {
            Position position = position(of.stream()).copy();
            for (Entry entry : of.entries()) {
                made.add(records.record(entry, position.read(entry.id())));
            }
            moved.put(of.stream(), position);
        }
        moved.forEach((stream, position) -> position(stream).set(position));
        return made;
    }

    private void compare() {
        for (Map.Entry<String, Position> entry : positions.entrySet()) {
            String stream = entry.getKey();
            Position position = entry.getValue();
            missed.note(stream, position, position.compare(StreamState.of(nodes.of(stream), stream)));
        }
        compared = System.nanoTime();
    }

    private Position position(String stream) {
        Position position = positions.get(stream);
        if (position == null) {
            throw new IllegalStateException("Stream " + stream + " has no position");
        }
        return position;
    }

    /** Nothing to tell: the positions are offsets in Kafka. */
    @Override
    public void settle(List<UpstreamRecord<Entry>> written, List<UpstreamRecord<Entry>> rejected) {}

    @Override
    public void close() {
        nodes.close();
    }
}
