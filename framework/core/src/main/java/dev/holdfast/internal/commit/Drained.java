package dev.holdfast.internal.commit;

import java.util.List;

/**
 * What a committer answers about lanes that are about to be given up.
 *
 * @param commits what the poll thread has to commit for them now
 * @param complete whether nothing but these commits is missing; if false, another try after the group's rebalance may help
 */
public record Drained(List<OffsetCommit> commits, boolean complete) {
    /** Copies the list. */
    public Drained {
        commits = List.copyOf(commits);
    }
}
