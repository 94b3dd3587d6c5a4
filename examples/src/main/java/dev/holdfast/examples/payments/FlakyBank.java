package dev.holdfast.examples.payments;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * A bank. Of a thousand payments, it times out for twenty once, for two of these twice; for five
 * more it times out until its closed branch is reopened; and it declines three. Which ones depends on nothing but their
 * numbers, so that runs can be compared. Thread-safe.
 */
final class FlakyBank implements Bank {
    private static final int ALL = 1_000;
    private static final int AT_CLOSED_BRANCH = 5;
    private static final int DECLINED = AT_CLOSED_BRANCH + 3;
    private static final int TIMES_OUT_TWICE = DECLINED + 2;
    private static final int TIMES_OUT = DECLINED + 20;

    private final Map<String, Integer> timeouts = new ConcurrentHashMap<>();
    private final long answerNanos;
    private volatile boolean branchIsOpen;

    /** A bank that takes some time to answer. */
    FlakyBank(Duration answer) {
        this.answerNanos = answer.toNanos();
    }

    @Override
    public String transfer(Payment payment) throws BankTimeoutException, CardDeclinedException {
        LockSupport.parkNanos(answerNanos);
        int dice = dice(payment.id());
        if (dice < AT_CLOSED_BRANCH) {
            if (!branchIsOpen) {
                throw new BankTimeoutException();
            }
        } else if (dice < DECLINED) {
            throw new CardDeclinedException();
        } else if (dice < TIMES_OUT) {
            timeOut(payment.id(), dice < TIMES_OUT_TWICE ? 2 : 1);
        }
        return "bank-" + payment.id();
    }

    @Override
    public void reopenBranch() {
        branchIsOpen = true;
    }

    private void timeOut(String paymentId, int times) throws BankTimeoutException {
        if (timeouts.merge(paymentId, 1, Integer::sum) <= times) {
            throw new BankTimeoutException();
        }
        timeouts.remove(paymentId);
    }

    private static int dice(String paymentId) {
        String number = paymentId.substring(paymentId.lastIndexOf('-') + 1);
        return Math.floorMod((number.hashCode() * 0x9E3779B1) >>> 7, ALL);
    }
}
