package dev.holdfast.examples.payments;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A bank that takes a millisecond and times out for 2 % of the payments, for every tenth of those twice. Which ones depends
 * on nothing but their ids, so that runs can be compared. Thread-safe.
 */
final class FlakyBank {
    private static final long ANSWER_NANOS = Duration.ofMillis(1).toNanos();
    private static final int TIMES_OUT_ONE_IN = 50;
    private static final int AGAIN_ONE_IN = 10;

    private final Map<String, Integer> timeouts = new ConcurrentHashMap<>();

    String transfer(Payment payment) throws BankTimeoutException {
        LockSupport.parkNanos(ANSWER_NANOS);
        int wanted = timeoutsOf(payment.id());
        if (wanted > 0) {
            if (timeouts.merge(payment.id(), 1, Integer::sum) <= wanted) {
                throw new BankTimeoutException();
            }
            timeouts.remove(payment.id());
        }
        return "bank-" + payment.id();
    }

    static int timeoutsOf(String paymentId) {
        int dice = Math.floorMod((paymentId.hashCode() * 0x9E3779B1) >>> 7, TIMES_OUT_ONE_IN * AGAIN_ONE_IN);
        if (dice % TIMES_OUT_ONE_IN != 0) {
            return 0;
        }
        return dice == 0 ? 2 : 1;
    }
}
