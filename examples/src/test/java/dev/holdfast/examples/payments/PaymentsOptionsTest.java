package dev.holdfast.examples.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.examples.command.UsageException;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class PaymentsOptionsTest {
    @Test
    void withoutOptionsTwentyThousandPaymentsTakeTenSeconds() throws UsageException {
        PaymentsOptions options = PaymentsOptions.parse();
        assertThat(options.records()).isEqualTo(20_000);
        assertThat(options.rate()).isEqualTo(2_000);
        assertThat(options.instances()).isEqualTo(3);
        assertThat(options.json()).isEmpty();
        assertThat(options.bootstrapServers()).isEmpty();
    }

    @Test
    void manyPaymentsArePublishedFaster() throws UsageException {
        assertThat(PaymentsOptions.parse("--records", "300000").rate()).isEqualTo(10_000);
        assertThat(PaymentsOptions.parse("--records", "300000", "--rate", "50").rate())
                .isEqualTo(50);
    }

    @Test
    void metricsAreServedOnLoopbackUnlessAnAddressIsGiven() throws UsageException {
        assertThat(PaymentsOptions.parse().metrics()).isEmpty();
        assertThat(PaymentsOptions.parse("--metrics-port", "9404").metrics().map(InetSocketAddress::toString))
                .hasValue("/127.0.0.1:9404");
        assertThat(PaymentsOptions.parse("--metrics-port", "9404", "--metrics-address", "0.0.0.0")
                        .metrics()
                        .map(InetSocketAddress::toString))
                .hasValue("/0.0.0.0:9404");
        assertThatThrownBy(() -> PaymentsOptions.parse("--metrics-address", "0.0.0.0"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--metrics-address needs --metrics-port");
    }

    @Test
    void impossibleNumbersAreRefused() {
        assertThatThrownBy(() -> PaymentsOptions.parse("--instances", "0"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--instances takes a whole number from 1 to 50, not '0'");
    }

    @Test
    void aPartOfTheExampleNeedsToKnowWhereTheOthersAre() throws UsageException {
        assertThat(PaymentsOptions.parse().role()).isEqualTo(Role.ALL);
        PaymentsOptions load = PaymentsOptions.parse(
                "--role", "load", "--bootstrap-servers", "kafka:9092", "--bank", "bank:8080", "--apps", "a:1,b:2");
        assertThat(load.role()).isEqualTo(Role.LOAD);
        assertThat(load.apps())
                .containsExactly(
                        InetSocketAddress.createUnresolved("a", 1), InetSocketAddress.createUnresolved("b", 2));
        assertThatThrownBy(() -> PaymentsOptions.parse("--role", "app", "--bank", "bank:8080"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--role app needs --bootstrap-servers");
        assertThatThrownBy(() -> PaymentsOptions.parse("--role", "bank"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--role bank needs --bank");
        assertThatThrownBy(() -> PaymentsOptions.parse("--bank", "bank"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--bank takes host:port, not 'bank'");
    }
}
