package dev.holdfast.retry.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An exception and its causes, whatever circle they may form. */
final class Causes {
    private static final int MOST = 100;

    private Causes() {}

    static List<Throwable> of(@Nullable Throwable thrown) {
        List<Throwable> all = new ArrayList<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Throwable at = thrown;
        while (at != null && seen.add(at) && all.size() < MOST) {
            all.add(at);
            at = at.getCause();
        }
        return all;
    }
}
