package dev.holdfast.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Order;
import dev.holdfast.RejectedRecordException;
import dev.holdfast.RetryLaterException;
import dev.holdfast.annotation.ConsumerGroup;
import dev.holdfast.annotation.Handles;
import dev.holdfast.testkit.HandlerTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What the test kit says of handlers with retry topics: the same routing as in production, without a broker. */
class HandlerTestRoutingTest {
    private static final String FIRST = "payments.billing.retry.1";
    private static final String SECOND = "payments.billing.retry.2";

    private final HandlerTest payments = HandlerTest.of(new Payments());

    @Test
    void attemptsGoInPlaceThenThroughTheTiersThenToTheDeadLetters() {
        payments.deliver("payments", "k", "fails").retriesIn(Duration.ofMillis(100));
        payments.attempt(2).deliver("payments", "k", "fails").retriesThrough(FIRST, Duration.ofSeconds(10));
        payments.attempt(3)
                .deliver("payments", "k", "fails")
                .retries()
                .retriesThrough(SECOND, Duration.ofMinutes(1))
                .failed(IllegalStateException.class);
        payments.attempt(4).deliver("payments", "k", "fails").deadLettered("retries-exhausted");
    }

    @Test
    void whatHasNoHopeIsADeadLetterAtOnce() {
        payments.deliver("payments", "k", "declined").deadLettered("not-retryable");
        payments.deliver("payments", "k", "rejected")
                .rejected("no such account")
                .deadLettered("rejected");
        payments.deliver("payments", "k", null).deadLettered("null-value");
    }

    @Test
    void theTimeThatAHandlerAsksForIsKept() {
        payments.deliver("payments", "k", "in 25 s").retriesThrough(FIRST, Duration.ofSeconds(25));
    }

    @Test
    void aKeyIsHeldForTheSameTimes() {
        HandlerTest accounts = HandlerTest.of(new Accounts());
        accounts.deliver("payments", "k", "fails").retriesIn(Duration.ofMillis(100));
        accounts.attempt(2).deliver("payments", "k", "fails").retriesIn(Duration.ofSeconds(10));
        accounts.attempt(3).deliver("payments", "k", "fails").deadLettered("retries-exhausted");
        accounts.deliver("payments", "k", "rejected").deadLettered("rejected");
    }

    @Test
    void aKeyThatStaysHeldHasNoDeadLetters() {
        HandlerTest ledgers = HandlerTest.of(new Ledgers());
        ledgers.deliver("payments", "k", "fails").retriesIn(Duration.ofSeconds(10));
        ledgers.attempt(3).deliver("payments", "k", "fails").retriesIn(Duration.ofMinutes(1));
        ledgers.attempt(9).deliver("payments", "k", "rejected").retriesIn(Duration.ofMinutes(1));
    }

    @Test
    void whatIsWrittenIsTheOriginalWithTheHeadersOfTheFailure() {
        ProducerRecord<byte[], byte[]> written =
                payments.deliver("payments", "k", "declined").twice().written().get(0);

        assertThat(written.topic()).isEqualTo("payments.billing.dead-letter");
        assertThat(written.key()).isEqualTo("k".getBytes(StandardCharsets.UTF_8));
        assertThat(written.value()).isEqualTo("declined".getBytes(StandardCharsets.UTF_8));
        assertThat(Arrays.stream(written.headers().toArray())
                        .filter(header -> header.key().equals("holdfast-attempts"))
                        .map(header -> new String(header.value(), StandardCharsets.UTF_8)))
                .containsExactly("1");
    }

    @Test
    void whatHappenedInsteadIsSaid() {
        assertThatThrownBy(() -> payments.deliver("payments", "k", "declined").retriesIn(Duration.ofSeconds(10)))
                .isInstanceOf(AssertionError.class)
                .hasMessage("expected that the record payments-0-0 is tried again after PT10S in Payments.pay, but it"
                        + " failed and is a dead letter because of 'not-retryable' in 'payments.billing.dead-letter'"
                        + " (failed: handler Payments.pay threw java.lang.UnsupportedOperationException)");
        assertThatThrownBy(() ->
                        payments.attempt(2).deliver("payments", "k", "fails").deadLettered("rejected"))
                .hasMessageContaining("but it failed and is tried again after PT10S in '" + FIRST + "'");
    }

    @ConsumerGroup("billing")
    static final class Payments {
        @Handles(value = "payments", order = Order.KEY_UNTIL_RETRY)
        @RetryTopics(
                value = {"10s", "1m"},
                inPlace = "100ms",
                except = UnsupportedOperationException.class)
        void pay(String payment) {
            fail(payment);
        }
    }

    @ConsumerGroup("billing")
    static final class Accounts {
        @Handles("payments")
        @RetryTopics(value = "10s", inPlace = "100ms")
        void pay(String payment) {
            fail(payment);
        }
    }

    @ConsumerGroup("billing")
    static final class Ledgers {
        @Handles("payments")
        @RetryTopics(
                value = {"10s", "1m"},
                onExhausted = OnExhausted.HOLD_KEY)
        void pay(String payment) {
            fail(payment);
        }
    }

    private static void fail(String payment) {
        switch (payment) {
            case "declined" -> throw new UnsupportedOperationException("declined");
            case "rejected" -> throw new RejectedRecordException("no such account");
            case "in 25 s" -> throw new RetryLaterException(Duration.ofSeconds(25));
            default -> throw new IllegalStateException("no answer");
        }
    }
}
