package dev.holdfast.internal.commit;

import dev.holdfast.internal.dispatch.Lane;
import java.util.Collection;

/** What the committer asks of the poll thread. Called by the committer; each call returns at once. */
public interface OffsetCommits {
    /**
     * Takes a commit to carry out, without lanes that were lost meanwhile. The answer comes back by {@link
     * Committer#answered}.
     *
     * @param commit the commit
     */
    void carryOut(OffsetCommit commit);

    /**
     * Takes partitions over anew whose lanes the committer has closed, because what it held for them can neither be
     * committed nor be sent again.
     *
     * @param closed the lanes
     */
    void takeOverAnew(Collection<Lane> closed);

    /** Says that records are done that were in flight, so that the next ones may be read. */
    void roomIsMade();
}
