package dev.holdfast.internal.lifecycle;

import dev.holdfast.internal.commit.Committer;
import dev.holdfast.internal.dispatch.Finished;
import dev.holdfast.internal.dispatch.Outbox;
import org.jspecify.annotations.Nullable;

/** Ties dispatchers to the committer that is made after them; nothing is sent before both are there. */
final class LateOutbox implements Outbox {
    private volatile @Nullable Committer committer;

    Committer to(Committer target) {
        committer = target;
        return target;
    }

    @Override
    public void accept(Finished finished) {
        Committer target = committer;
        if (target == null) {
            throw new IllegalStateException("a record was finished before the consumer started");
        }
        target.accept(finished);
    }
}
