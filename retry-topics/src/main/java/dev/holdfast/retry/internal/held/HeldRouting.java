package dev.holdfast.retry.internal.held;

import dev.holdfast.retry.internal.RetryPolicy;
import dev.holdfast.spi.Disposition;
import dev.holdfast.spi.HandlerExtension;
import dev.holdfast.spi.HandlerRecord;
import dev.holdfast.spi.Verdict;
import java.time.Duration;

/**
 * What held keys decide about failures, where there is no partition to hold anything in: for tests of handlers. A record
 * that would be held is tried again in place, after the same time. Thread-safe.
 */
public final class HeldRouting implements HandlerExtension {
    private final Waits waits;
    private final HandlerExtension others;

    /**
     * Starts.
     *
     * @param policy when failed records are tried again
     * @param others decides what held keys don't; closed with this one
     */
    public HeldRouting(RetryPolicy policy, HandlerExtension others) {
        this.waits = new Waits(policy);
        this.others = others;
    }

    @Override
    public Disposition route(HandlerRecord record, Verdict verdict) {
        if (verdict instanceof Verdict.Failed failed) {
            Duration after = waits.after(failed, record.delivery().attempt(), false);
            if (after != null) {
                return Disposition.tryAgain(after);
            }
        }
        return others.route(record, verdict);
    }

    @Override
    public void close() {
        others.close();
    }
}
