package dev.holdfast.examples.payments;

import dev.holdfast.Delivery;
import dev.holdfast.Order;
import dev.holdfast.annotation.ConsumerGroup;
import dev.holdfast.annotation.Emits;
import dev.holdfast.annotation.Handles;

/** Settles payments: what an application has to write, all else comes with Holdfast. */
@ConsumerGroup(PaymentHandlers.GROUP)
final class PaymentHandlers {
    static final String GROUP = "payments-settlement";

    private final FlakyBank bank;

    PaymentHandlers(FlakyBank bank) {
        this.bank = bank;
    }

    /** Keyed by account, so the payments of an account are settled one after the other, also when the bank times out. */
    @Handles(value = "payments.requested", order = Order.KEY, concurrency = 64)
    @Emits("payments.settled")
    Settlement settle(Payment payment, Delivery delivery) throws BankTimeoutException {
        String reference = bank.transfer(payment);
        return new Settlement(payment.id(), payment.account(), payment.cents(), reference, delivery.attempt());
    }
}
