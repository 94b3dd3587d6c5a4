package dev.holdfast.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;

/** Each kind of fault, put in front of the checker, is counted; and without one it counts nothing. */
class FindingsTest {
    private static final int RECORDS = 3_000;

    private final Workload workload = new Workload(7, RECORDS);
    private final Written written = new Written(workload);

    @Test
    void whatIsAsItMustBeIsClean() {
        Findings findings = written.allBut(number -> false);
        assertThat(findings.lost()).isZero();
        assertThat(findings.duplicates()).isZero();
        assertThat(findings.wrongResults()).isZero();
        assertThat(findings.wrongRetries()).isZero();
        assertThat(findings.wrongDeadLetters()).isZero();
        assertThat(findings.orderBreaks()).isZero();
        assertThat(findings.retries()).isPositive();
        assertThat(findings.deadLetters()).isPositive();
        assertThat(findings.examples()).isEmpty();
    }

    @Test
    void aMissingResultIsLost() {
        int missing = written.first(number -> workload.results(number) == 1 && workload.failures(number) == 0);
        Findings findings = written.allBut(number -> number == missing);
        assertThat(findings.lost()).isEqualTo(1);
        assertThat(findings.examples()).containsExactly("lost: result 0 of record " + missing);
    }

    @Test
    void aDeadLetterAndItsRetriesThatAreMissingAreLost() {
        int missing = written.first(number -> workload.failures(number) > Workload.TIERS);
        Findings findings = written.allBut(number -> number == missing);
        assertThat(findings.lost()).isEqualTo(Workload.TIERS + 1);
    }

    @Test
    void whatIsThereTwiceIsADuplicate() {
        Findings findings = written.allBut(number -> false);
        findings.result(written.result(written.first(number -> workload.results(number) == 2), 0));
        findings.retry(1, written.failed(written.first(number -> workload.isInTier(number, 1)), 1));
        int letter = written.first(workload::isUndecodable);
        findings.deadLetter(written.failed(letter, 1));
        assertThat(findings.duplicates()).isEqualTo(3);
    }

    @Test
    void aYoungerRecordOfTheKeyInFrontIsABreakOfOrder() {
        Findings findings = written.allBut(number -> true);
        IntPredicate plain = number -> workload.failures(number) == 0 && workload.results(number) > 0;
        int[] two = written.firstTwoOfKey(plain, plain);
        findings.result(written.result(two[1], 0));
        findings.result(written.result(two[0], 0));
        assertThat(findings.orderBreaks()).isEqualTo(1);
    }

    @Test
    void aRetriedRecordThatAYoungerOneHasOvertakenIsSeenAndNoBreak() {
        Findings findings = overtakenRetry(false);
        assertThat(findings.overtaken()).isEqualTo(1);
        assertThat(findings.orderBreaks()).isZero();
    }

    @Test
    void aRetriedRecordThatAYoungerOneHasOvertakenIsABreakIfTheOrderIsKept() {
        assertThat(overtakenRetry(true).orderBreaks()).isEqualTo(1);
    }

    private Findings overtakenRetry(boolean keepsKeyOrder) {
        Findings findings = written.allBut(number -> true, keepsKeyOrder);
        int[] two = written.firstTwoOfKey(
                number -> workload.failures(number) == 1 && workload.results(number) > 0,
                number -> workload.results(number) > 0);
        findings.result(written.result(two[1], 0));
        findings.result(written.result(two[0], 0));
        return findings;
    }

    @Test
    void aLedgerThatIsAsItMustBeIsClean() {
        Findings findings = written.allBut(number -> false, true);
        assertThat(findings.lost()).isZero();
        assertThat(findings.duplicates()).isZero();
        assertThat(findings.wrongLedger()).isZero();
        assertThat(findings.orderBreaks()).isZero();
        assertThat(findings.overtaken()).isZero();
        assertThat(findings.retries()).isPositive();
        assertThat(findings.examples()).isEmpty();
    }

    @Test
    void whatTheLedgerLacksIsLost() {
        int missing = written.first(number -> !workload.isDeadLetter(number) && workload.results(number) == 0);
        Findings findings = written.allBut(number -> number == missing, true);
        assertThat(findings.lost()).isEqualTo(1);
        assertThat(findings.examples()).containsExactly("lost: ledger of record " + missing);
    }

    @Test
    void whatTheLedgerHasOutOfOrderIsABreak() {
        Findings findings = written.allBut(number -> true, true);
        int[] two = written.firstTwoOfKey(
                number -> workload.failures(number) == 2, number -> !workload.isDeadLetter(number));
        findings.ledger(written.done(two[1]));
        findings.ledger(written.done(two[0]));
        assertThat(findings.orderBreaks()).isEqualTo(1);
    }

    @Test
    void whatTheLedgerHasTwiceOrOfAnotherAttemptOrWithoutRightIsFound() {
        Findings findings = written.allBut(number -> true, true);
        int retried = written.first(number -> workload.failures(number) == 1);
        findings.ledger(written.done(retried));
        findings.ledger(written.done(retried));
        findings.ledger(written.record(workload.key(retried), retried + ":1"));
        findings.ledger(written.done(written.first(workload::isDeadLetter)));
        assertThat(findings.duplicates()).isEqualTo(1);
        assertThat(findings.wrongLedger()).isEqualTo(2);
    }

    @Test
    void aResultThatNobodyAskedForIsWrong() {
        Findings findings = written.allBut(number -> true);
        int letter = written.first(workload::isDeadLetter);
        findings.result(written.result(letter, 0));
        findings.result(written.record(workload.key(0), "no result"));
        assertThat(findings.wrongResults()).isEqualTo(2);
    }

    @Test
    void aResultOfAWrongAttemptIsWrong() {
        Findings findings = written.allBut(number -> true);
        int number = written.first(one -> workload.results(one) > 0);
        findings.result(written.record(workload.key(number), number + ":0:7"));
        assertThat(findings.wrongResults()).isEqualTo(1);
    }

    @Test
    void otherBytesAMissingHeaderAndAWrongAttemptAreWrongDeadLetters() {
        Findings findings = written.allBut(number -> true);
        int letter = written.first(workload::isUndecodable);
        byte[] swapped = workload.value(letter);
        swapped[0]++;
        findings.deadLetter(written.failed(letter, 1, swapped));
        findings.deadLetter(
                written.record(workload.key(letter), new String(workload.value(letter), StandardCharsets.UTF_8)));
        findings.deadLetter(written.failed(letter, 2));
        findings.deadLetter(written.failed(written.first(number -> workload.failures(number) == 0), 1));
        assertThat(findings.wrongDeadLetters()).isEqualTo(4);
    }

    @Test
    void aRetryInTheWrongTopicIsWrong() {
        Findings findings = written.allBut(number -> true);
        findings.retry(2, written.failed(written.first(number -> workload.failures(number) == 1), 2));
        findings.retry(2, written.failed(written.first(number -> workload.failures(number) == 2), 1));
        assertThat(findings.wrongRetries()).isEqualTo(2);
    }
}
