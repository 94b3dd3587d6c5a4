package dev.holdfast.connect.redis;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.StreamEntryID;

/**
 * Where a task is in one stream, over all its sessions: the entry that it has handed out last, and how many entries had ever
 * been added up to that one. The number is what tells whether entries were trimmed unread: Redis' own
 * {@code max-deleted-entry-id} knows of deleted entries only, and ids have gaps anyway.
 */
final class Position {
    private StreamEntryID last;
    private long added;

    Position(StreamEntryID last, long added) {
        this.last = last;
        this.added = added;
    }

    /** Reads Connect's offset; an id that somebody has set by hand comes without a number. */
    static @Nullable Position of(@Nullable Map<String, Object> offset) {
        if (offset == null || !(offset.get(RedisRecords.ID) instanceof String id)) {
            return null;
        }
        long added = offset.get(RedisRecords.ADDED) instanceof Number number ? number.longValue() : StreamState.UNKNOWN;
        return new Position(new StreamEntryID(id), added);
    }

    /** Where a stream without offset begins. */
    static Position first(String start, StreamState state) {
        return switch (start) {
            case "earliest" -> new Position(new StreamEntryID(0, 0), StreamState.UNKNOWN);
            case "latest" -> new Position(state.last(), state.added());
            default -> new Position(new StreamEntryID(start), StreamState.UNKNOWN);
        };
    }

    StreamEntryID last() {
        return last;
    }

    /** Moves on by one entry; what it returns is Connect's offset of that entry. */
    Map<String, Object> read(StreamEntryID id) {
        last = id;
        if (added == StreamState.UNKNOWN) {
            return Map.of(RedisRecords.ID, id.toString());
        }
        added++;
        return Map.of(RedisRecords.ID, id.toString(), RedisRecords.ADDED, added);
    }

    /** A copy to move, so that what can't be handed out is read again. */
    Position copy() {
        return new Position(last, added);
    }

    void set(Position other) {
        last = other.last;
        added = other.added;
    }

    /** Compares with the stream and goes on from what is there; what it returns was noticed for the last time. */
    Finding compare(StreamState state) {
        if (state.last().compareTo(last) < 0) {
            return state.equals(StreamState.ABSENT) ? absent() : new Finding.Ends(state.last());
        }
        if (state.added() == StreamState.UNKNOWN) {
            return Finding.NOTHING;
        }
        boolean atTheEnd = state.last().equals(last);
        boolean allUnread = state.first() == null || state.first().compareTo(last) > 0;
        if (!atTheEnd && !allUnread) {
            return Finding.NOTHING; // there is no telling before the end is reached
        }
        long unread = atTheEnd ? 0 : state.length();
        long before = state.added() - unread;
        long missed = added == StreamState.UNKNOWN ? 0 : before - added;
        added = before;
        if (missed > 0) {
            return new Finding.Missed(missed);
        }
        if (missed < 0) {
            return atTheEnd ? new Finding.Forgotten(-missed) : new Finding.Replaced();
        }
        return Finding.NOTHING;
    }

    private Finding absent() {
        if (added == 0) {
            return Finding.NOTHING; // known already
        }
        added = 0;
        return new Finding.Replaced();
    }
}
