package dev.holdfast.connect.redis;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import redis.clients.jedis.StreamEntryID;

/**
 * The entries that a task has handed to Connect and not acknowledged, over all its sessions. Redis gives them again to a
 * session that asks what is pending, and they must not be written again. For the task thread.
 */
final class HandedOut {
    private final Map<String, Set<StreamEntryID>> ids = new HashMap<>();

    /** Adds an entry, unless it is there. */
    boolean add(Entry entry) {
        return of(entry.stream()).add(entry.id());
    }

    void remove(String stream, List<StreamEntryID> done) {
        done.forEach(of(stream)::remove);
    }

    private Set<StreamEntryID> of(String stream) {
        return ids.computeIfAbsent(stream, missing -> new HashSet<>());
    }
}
