package dev.holdfast.retry.internal.held;

import dev.holdfast.retry.internal.held.ModelState.Entry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Log compaction: below the stable end only the newest of each key stays, and no tombstone. */
final class ModelCompaction {
    private ModelCompaction() {}

    static void compact(ModelState state) {
        int stable = state.stableEnd();
        Set<String> newer = new HashSet<>();
        List<Entry> kept = new ArrayList<>();
        for (int i = state.log.size() - 1; i >= 0; i--) {
            Entry entry = state.log.get(i);
            HeldWrite kind = entry.kind();
            if (entry.place() >= stable || kind == null) {
                kept.add(0, entry);
            } else if (state.isCommitted(entry.txn()) && newer.add(key(kind) + entry.offset())) {
                boolean tombstone = kind == HeldWrite.NO_PAYLOAD || kind == HeldWrite.NO_SCHEDULE;
                if (!tombstone) {
                    kept.add(0, entry);
                }
            }
        }
        state.log = kept;
    }

    private static String key(HeldWrite kind) {
        return kind == HeldWrite.PAYLOAD || kind == HeldWrite.NO_PAYLOAD ? "P" : "S";
    }
}
