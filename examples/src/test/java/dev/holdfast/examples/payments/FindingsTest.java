package dev.holdfast.examples.payments;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
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
        findings.deadLettered(3);
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
        findings.requested(1, false);
        findings.requested(2, false);
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

    private void request(int... numbers) {
        for (int number : numbers) {
            findings.requested(number, true);
        }
    }

    private void settle(int... numbers) {
        for (int number : numbers) {
            findings.settled(number, new Settlement("run-" + number, "account", 1, "r", 1));
        }
    }
}
