package dev.holdfast.examples.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.deadletter.DeadLetter;
import dev.holdfast.deadletter.DeadLetterFailure;
import dev.holdfast.deadletter.DeadLetterId;
import dev.holdfast.deadletter.DeadLetterOrigin;
import dev.holdfast.deadletter.DeadLetterStatus;
import java.time.Instant;
import java.util.BitSet;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class FindingsTest {
    private final Findings findings = new Findings();

    @Test
    void everythingSettledMeansNothingLost() {
        request(0, 1, 2);
        settle(0, 1, 2);
        Summary summary = findings.summary(2);
        assertThat(summary).isEqualTo(new Summary(3, 3, 0, 0, 0, 0, 0, 0, 0, 2));
    }

    @Test
    void whatIsNeitherSettledNorADeadLetterIsLost() {
        request(0, 1, 2, 3);
        settle(0);
        deadLetter(3, DeadLetterStatus.OPEN);
        Summary summary = findings.summary(1);
        assertThat(summary.lost()).isEqualTo(2);
        assertThat(summary.handled()).isEqualTo(1);
        assertThat(summary.deadLettered()).isEqualTo(1);
    }

    @Test
    void whatWasAcknowledgedAndIsNotInTheTopicIsLost() {
        BitSet acknowledged = new BitSet();
        acknowledged.set(0, 2);
        findings.acknowledged(acknowledged);
        request(0);
        settle(0);
        Summary summary = findings.summary(1);
        assertThat(summary.published()).isEqualTo(2);
        assertThat(summary.lost()).isEqualTo(1);
    }

    @Test
    void whatIsNotCommittedWaitsAndIsNotLost() {
        request(0);
        findings.requested(1, "0-1");
        findings.requested(2, "0-2");
        findings.waiting(1);
        findings.waiting(2);
        settle(0, 1);
        Summary summary = findings.summary(1);
        assertThat(summary.waiting()).isEqualTo(1);
        assertThat(summary.lost()).isZero();
    }

    @Test
    void aPaymentCountsOnceHoweverOftenItIsSettled() {
        request(0, 1);
        settle(0, 0, 1, 0);
        Summary summary = findings.summary(1);
        assertThat(summary.handled()).isEqualTo(2);
        assertThat(summary.duplicates()).isEqualTo(2);
        assertThat(summary.outOfOrder()).isZero();
    }

    @Test
    void paymentsOfAnAccountThatOvertakeEachOtherAreCounted() {
        request(0, 1, 2);
        settle(1, 0, 2);
        findings.settled(3, new Settlement("run-3", "another", 1, "r", 1));
        assertThat(findings.summary(1).outOfOrder()).isEqualTo(1);
    }

    @Test
    void aSettlementThatTookMoreThanOneAttemptIsARetry() {
        request(0, 1);
        settle(0);
        findings.settled(1, new Settlement("run-1", "account", 1, "r", 3));
        assertThat(findings.summary(1).retried()).isEqualTo(1);
    }

    @Test
    void aDeadLetterThatWasRedrivenMustHaveBeenSettled() {
        request(0, 1, 2, 3);
        deadLetter(0, DeadLetterStatus.REDRIVEN);
        deadLetter(1, DeadLetterStatus.REDRIVEN);
        deadLetter(2, DeadLetterStatus.DISCARDED);
        deadLetter(99, DeadLetterStatus.OPEN);
        settle(3, 0);
        Summary summary = findings.summary(1);
        assertThat(summary.redriven()).isEqualTo(1);
        assertThat(summary.deadLettered()).isEqualTo(1);
        assertThat(summary.lost()).isEqualTo(1);
        assertThat(summary.outOfOrder()).isZero();
    }

    private void deadLetter(int number, DeadLetterStatus status) {
        DeadLetterOrigin origin = new DeadLetterOrigin("payments.requested", 0, number, Optional.empty());
        DeadLetterFailure failure = new DeadLetterFailure(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                OptionalInt.empty(),
                Optional.empty(),
                Optional.empty());
        findings.deadLetter(new DeadLetter(
                new DeadLetterId(0, number), Instant.EPOCH, Optional.of(origin), failure, 0, 1, 1, status));
    }

    private void request(int... numbers) {
        for (int number : numbers) {
            findings.requested(number, "0-" + number);
        }
    }

    private void settle(int... numbers) {
        for (int number : numbers) {
            findings.settled(number, new Settlement("run-" + number, "account", 1, "r", 1));
        }
    }
}
