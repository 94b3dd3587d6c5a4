package dev.holdfast.connect.redis;

import redis.clients.jedis.StreamEntryID;

/** What comparing a position with its stream shows. */
sealed interface Finding {
    /** All is as it should be, or can't be told yet. */
    Finding NOTHING = new Nothing();

    /** See {@link #NOTHING}. */
    record Nothing() implements Finding {}

    /**
     * Entries were trimmed or deleted before they were read.
     *
     * @param count how many
     */
    record Missed(long count) implements Finding {}

    /**
     * Redis has no longer what was read, and everything that it has was read: it was killed before it wrote these to disk.
     *
     * @param count how many
     */
    record Forgotten(long count) implements Finding {}

    /** The stream was removed, or another one has its name; what was unread of the old one is gone, however much that was. */
    record Replaced() implements Finding {}

    /**
     * The stream ends before what was read last: entries to come would be passed over.
     *
     * @param last the last id of the stream
     */
    record Ends(StreamEntryID last) implements Finding {}
}
