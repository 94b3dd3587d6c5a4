package dev.holdfast.examples.payments;

import dev.holdfast.Delivery;
import dev.holdfast.Order;
import dev.holdfast.annotation.ConsumerGroup;
import dev.holdfast.annotation.Emits;
import dev.holdfast.annotation.Handles;
import dev.holdfast.retry.RetryTopics;

/** Settles payments: what an application has to write, all else comes with Holdfast. */
@ConsumerGroup(PaymentHandlers.GROUP)
final class PaymentHandlers {
    static final String GROUP = "payments-settlement";

    private final Bank bank;

    PaymentHandlers(Bank bank) {
        this.bank = bank;
    }

    /**
     * Keyed by account, so the payments of an account are settled one after the other; one that fails waits in a retry topic
     * and lets the others pass. What the bank declines, and what is no payment at all, becomes a dead letter at once.
     */
    @Handles(value = "payments.requested", order = Order.KEY_UNTIL_RETRY, concurrency = 64)
    @Emits("payments.settled")
    @RetryTopics(
            value = {"1s", "5s"},
            except = CardDeclinedException.class)
    Settlement settle(Payment payment, Delivery delivery) throws BankTimeoutException, CardDeclinedException {
        String reference = bank.transfer(payment);
        return new Settlement(payment.id(), payment.account(), payment.cents(), reference, delivery.attempt());
    }
}
