package dev.holdfast.internal.commit;

/** Carries commits to the broker. Implemented by the poll loop, which leaves out lanes that it has lost meanwhile. */
@FunctionalInterface
public interface OffsetCommits {
    /**
     * Takes a commit to carry out. Called by the committer; returns at once. The answer comes back by
     * {@link Committer#answered}.
     *
     * @param commit the commit
     */
    void carryOut(OffsetCommit commit);
}
