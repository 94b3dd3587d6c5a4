package dev.holdfast.internal.commit;

import dev.holdfast.internal.dispatch.Lane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who waits for lanes to be finished. Confined to the committer's thread, but for {@link #isEmpty()} of its own rest. */
final class Drains {
    private final List<Drain> drains = new ArrayList<>();

    /**
     * Somebody who waits.
     *
     * @param lanes for what
     * @param until how long
     * @param result takes the answer
     */
    record Drain(List<Lane> lanes, Instant until, CompletableFuture<Drained> result) {}

    void add(Collection<Lane> lanes, Instant until, CompletableFuture<Drained> result) {
        drains.add(new Drain(List.copyOf(lanes), until, result));
    }

    boolean isEmpty() {
        return drains.isEmpty();
    }

    /** Answers those for whom there is an answer; the others wait on. */
    void answer(Function<Drain, @Nullable Drained> answers) {
        drains.removeIf(drain -> {
            Drained answer = answers.apply(drain);
            return answer != null && drain.result().complete(answer);
        });
    }
}
