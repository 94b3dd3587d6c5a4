package dev.holdfast.examples.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlakyBankTest {
    private static final PaymentIds IDS = new PaymentIds("run");
    private static final int PAYMENTS = 20_000;
    private static final String TIMEOUT = "timeout ";
    private static final String DECLINED = "declined ";
    private static final String SETTLED = "settled ";

    @Test
    void somePaymentsTimeOutSomeAreDeclinedAndSomeWaitForTheBranch() {
        FlakyBank bank = new FlakyBank(Duration.ZERO);
        Map<String, Long> histories = IntStream.range(0, PAYMENTS)
                .mapToObj(i -> history(bank, IDS.payment(i)))
                .collect(Collectors.groupingBy(each -> each, Collectors.counting()));
        assertThat(histories.get(TIMEOUT + SETTLED)).isBetween(250L, 470L);
        assertThat(histories.get(TIMEOUT.repeat(2) + SETTLED)).isBetween(15L, 70L);
        assertThat(histories.get(TIMEOUT.repeat(3))).isBetween(60L, 140L);
        assertThat(histories.get(DECLINED.repeat(3))).isBetween(30L, 90L);
        assertThat(histories.keySet()).hasSize(5).contains(SETTLED);
    }

    @Test
    void theBranchSettlesItsPaymentsOnceItIsOpenAgain() {
        FlakyBank bank = new FlakyBank(Duration.ZERO);
        Payment payment = IntStream.range(0, PAYMENTS)
                .mapToObj(IDS::payment)
                .filter(each -> history(bank, each).equals(TIMEOUT.repeat(3)))
                .findFirst()
                .orElseThrow();
        bank.reopenBranch();
        assertThat(history(bank, payment)).isEqualTo(SETTLED);
    }

    /** Attempts until the payment is settled, three at most as the handler makes them. */
    private static String history(FlakyBank bank, Payment payment) {
        StringBuilder history = new StringBuilder();
        for (int i = 0; i < 3 && history.indexOf(SETTLED) < 0; i++) {
            history.append(attempt(bank, payment));
        }
        return history.toString();
    }

    private static String attempt(FlakyBank bank, Payment payment) {
        try {
            bank.transfer(payment);
            return SETTLED;
        } catch (BankTimeoutException e) {
            return TIMEOUT;
        } catch (CardDeclinedException e) {
            return DECLINED;
        }
    }
}
