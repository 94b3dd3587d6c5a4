package dev.holdfast.examples.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BankServerTest {
    private static final PaymentIds IDS = new PaymentIds("run");
    private static final int PAYMENTS = 3_000;
    private static final int ATTEMPTS = 3;

    private final InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    @Test
    void aBankElsewhereAnswersAsTheBankItself() {
        FlakyBank itself = new FlakyBank(Duration.ZERO);
        try (BankServer server = BankServer.start(any, new FlakyBank(Duration.ZERO))) {
            BankClient client = new BankClient(server.address());
            assertThat(IntStream.range(0, PAYMENTS).mapToObj(IDS::payment).map(payment -> answer(client, payment)))
                    .containsExactlyElementsOf(IntStream.range(0, PAYMENTS)
                            .mapToObj(IDS::payment)
                            .map(payment -> answer(itself, payment))
                            .toList())
                    .contains("declined", "timed out", "bank-run-0");
        }
    }

    @Test
    void itsBranchIsReopenedFromElsewhere() {
        try (BankServer server = BankServer.start(any, new FlakyBank(Duration.ZERO))) {
            BankClient client = new BankClient(server.address());
            Payment payment = IntStream.range(0, PAYMENTS)
                    .mapToObj(IDS::payment)
                    .filter(each -> Collections.frequency(answers(client, each), "timed out") == ATTEMPTS)
                    .findFirst()
                    .orElseThrow();
            client.reopenBranch();
            assertThatCode(() -> client.transfer(payment)).doesNotThrowAnyException();
        }
    }

    @Test
    void aBankThatIsAwayHasNotAnsweredInTime() {
        BankServer server = BankServer.start(any, new FlakyBank(Duration.ZERO));
        BankClient client = new BankClient(server.address());
        server.close();
        assertThatThrownBy(() -> client.transfer(IDS.payment(1))).isInstanceOf(BankTimeoutException.class);
    }

    private static List<String> answers(Bank bank, Payment payment) {
        return IntStream.range(0, ATTEMPTS).mapToObj(i -> answer(bank, payment)).toList();
    }

    private static String answer(Bank bank, Payment payment) {
        try {
            return bank.transfer(payment);
        } catch (BankTimeoutException e) {
            return "timed out";
        } catch (CardDeclinedException e) {
            return "declined";
        }
    }
}
