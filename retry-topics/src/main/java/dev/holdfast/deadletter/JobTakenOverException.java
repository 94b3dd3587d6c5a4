package dev.holdfast.deadletter;

import dev.holdfast.HoldfastException;

/** Another job on the same dead letters began while this one ran. It goes on where this one ended; nothing is moved twice. */
public final class JobTakenOverException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    private final transient DeadLetterReport report;

    JobTakenOverException(DeadLetterSource source, DeadLetterReport report, Throwable cause) {
        super(
                "another job took '" + source.topic() + "' over (transactional id '" + source.transactionalId()
                        + "') after this one had done " + report.done() + "; what is left is the other one's",
                cause);
        this.report = report;
    }

    /**
     * What this job had done.
     *
     * @return the report
     */
    public DeadLetterReport report() {
        return report;
    }
}
