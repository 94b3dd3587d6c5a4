package dev.holdfast.examples.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlakyBankTest {
    private static final PaymentIds IDS = new PaymentIds("run");
    private static final int PAYMENTS = 100_000;

    @Test
    void timesOutForAboutTwoPercentOfThePayments() {
        long once = IntStream.range(0, PAYMENTS).filter(i -> timeoutsOf(i) > 0).count();
        long twice = IntStream.range(0, PAYMENTS).filter(i -> timeoutsOf(i) > 1).count();
        assertThat(once).isBetween(1_600L, 2_400L);
        assertThat(twice).isBetween(100L, 300L);
    }

    @Test
    void takesThePaymentAtALaterAttempt() throws BankTimeoutException {
        FlakyBank bank = new FlakyBank();
        int number = IntStream.range(0, PAYMENTS)
                .filter(i -> timeoutsOf(i) == 2)
                .findFirst()
                .orElseThrow();
        Payment payment = IDS.payment(number);
        assertThatThrownBy(() -> bank.transfer(payment)).isInstanceOf(BankTimeoutException.class);
        assertThatThrownBy(() -> bank.transfer(payment)).isInstanceOf(BankTimeoutException.class);
        assertThat(bank.transfer(payment)).isEqualTo("bank-" + payment.id());
    }

    private static int timeoutsOf(int number) {
        return FlakyBank.timeoutsOf(IDS.payment(number).id());
    }
}
