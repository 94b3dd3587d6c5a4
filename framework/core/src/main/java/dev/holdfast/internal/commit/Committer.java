package dev.holdfast.internal.commit;

import dev.holdfast.internal.dispatch.Lane;
import dev.holdfast.internal.dispatch.Outbox;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What the rest of a consumer sees of its committer. Thread-safe. */
public interface Committer extends Outbox {
    /** Starts the committer's thread. */
    void start();

    /**
     * Says what is owned now. Called by the poll thread.
     *
     * @param ownership the newest ownership
     */
    void ownership(Ownership ownership);

    /** Has the frontiers moved soon, because somebody waits for them. */
    void wake();

    /**
     * Finishes lanes that are about to be given up: waits for the writes of everything handled so far, then commits them
     * or tells what to commit.
     *
     * @param lanes the lanes; no handler runs in them any more, or its result is to be left out
     * @param atMost how long to wait for writes
     * @return completes after that time at the latest, give or take one call to the broker
     */
    CompletableFuture<Drained> drain(Collection<Lane> lanes, Duration atMost);

    /**
     * Tells how a commit ended.
     *
     * @param commit the commit
     * @param error null if it succeeded
     */
    void answered(OffsetCommit commit, @Nullable Exception error);

    /** Forgets the commits under way, because the consumer that carried them has come to an end. */
    void abandonCommits();

    /** What has happened to the consumer since start. */
    ConsumerCounts counts();

    /**
     * Ends the committer and its producer; what is not acknowledged then is not waited for.
     *
     * @param atMost how long to wait for the thread
     */
    void close(Duration atMost);
}
