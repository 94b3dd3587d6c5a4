package dev.holdfast.deadletter;

import dev.holdfast.HoldfastException;

/** A job could not go on. Started again, it goes on where it ended; nothing is moved twice. */
public final class JobFailedException extends HoldfastException {
    private static final long serialVersionUID = 1L;

    private final transient DeadLetterReport report;

    JobFailedException(DeadLetterSource source, DeadLetterReport report, Throwable cause) {
        super(
                "a job on '" + source.topic() + "' ended after it had done " + report.done() + ": "
                        + cause.getClass().getSimpleName() + ", " + cause.getMessage()
                        + "; start it again to go on, nothing is moved twice",
                cause);
        this.report = report;
    }

    /**
     * What this job had done for sure. If its last commit was not answered, that transaction is not counted.
     *
     * @return the report
     */
    public DeadLetterReport report() {
        return report;
    }
}
