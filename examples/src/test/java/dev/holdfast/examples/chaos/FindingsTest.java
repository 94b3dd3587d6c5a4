package dev.holdfast.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each kind of fault, put in front of the checker, is counted; and without one it counts nothing. */
class FindingsTest {
    private static final int RECORDS = 3_000;

    private final Workload workload = new Workload(7, RECORDS);
    private final Findings findings = new Findings(workload);
    private long offset;

    @BeforeEach
    void allIsSent() {
        for (int number = 0; number < RECORDS; number++) {
            findings.job(failed(number, 0, workload.value(number)));
        }
    }

    @Test
    void whatIsAsItMustBeIsClean() {
        everythingBut(number -> false);
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
        int missing = first(number -> workload.results(number) == 1 && workload.failures(number) == 0);
        everythingBut(number -> number == missing);
        assertThat(findings.lost()).isEqualTo(1);
        assertThat(findings.examples()).containsExactly("lost: result 0 of record " + missing);
    }

    @Test
    void aDeadLetterAndItsRetriesThatAreMissingAreLost() {
        int missing = first(number -> workload.failures(number) > Workload.TIERS);
        everythingBut(number -> number == missing);
        assertThat(findings.lost()).isEqualTo(Workload.TIERS + 1);
    }

    @Test
    void whatIsThereTwiceIsADuplicate() {
        everythingBut(number -> false);
        findings.result(result(first(number -> workload.results(number) == 2)));
        findings.retry(1, failed(first(number -> workload.isInTier(number, 1)), 1));
        int letter = first(workload::isUndecodable);
        findings.deadLetter(failed(letter, 1));
        assertThat(findings.duplicates()).isEqualTo(3);
    }

    @Test
    void aYoungerRecordOfTheKeyInFrontIsABreakOfOrder() {
        IntPredicate plain = number -> workload.failures(number) == 0 && workload.results(number) > 0;
        int older = first(number -> plain.test(number) && plain.test(number + workload.keys()));
        findings.result(result(older + workload.keys()));
        findings.result(result(older));
        assertThat(findings.orderBreaks()).isEqualTo(1);
    }

    @Test
    void aResultThatNobodyAskedForIsWrong() {
        int letter = first(workload::isDeadLetter);
        findings.result(result(letter));
        findings.result(record(workload.key(0), "no result", List.of()));
        assertThat(findings.wrongResults()).isEqualTo(2);
    }

    @Test
    void aResultOfAWrongAttemptIsWrong() {
        int number = first(one -> workload.results(one) > 0);
        findings.result(record(workload.key(number), number + ":0:7", List.of()));
        assertThat(findings.wrongResults()).isEqualTo(1);
    }

    @Test
    void otherBytesAMissingHeaderAndAWrongAttemptAreWrongDeadLetters() {
        int letter = first(workload::isUndecodable);
        byte[] swapped = workload.value(letter);
        swapped[0]++;
        findings.deadLetter(failed(letter, 1, swapped));
        findings.deadLetter(
                record(workload.key(letter), new String(workload.value(letter), StandardCharsets.UTF_8), List.of()));
        findings.deadLetter(failed(letter, 2));
        findings.deadLetter(failed(first(number -> workload.failures(number) == 0), 1));
        assertThat(findings.wrongDeadLetters()).isEqualTo(4);
    }

    @Test
    void aRetryInTheWrongTopicIsWrong() {
        findings.retry(2, failed(first(number -> workload.failures(number) == 1), 2));
        findings.retry(2, failed(first(number -> workload.failures(number) == 2), 1));
        assertThat(findings.wrongRetries()).isEqualTo(2);
    }

    private void everythingBut(IntPredicate left) {
        IntStream.range(0, RECORDS).filter(left.negate()).forEach(number -> {
            for (int i = 0; i < workload.results(number); i++) {
                findings.result(result(number, i));
            }
            for (int tier = 1; tier <= Workload.TIERS; tier++) {
                if (workload.isInTier(number, tier)) {
                    findings.retry(tier, failed(number, tier));
                }
            }
            if (workload.isDeadLetter(number)) {
                findings.deadLetter(failed(number, workload.isUndecodable(number) ? 1 : Workload.TIERS + 1));
            }
        });
    }

    private static int first(IntPredicate wanted) {
        return IntStream.range(0, RECORDS).filter(wanted).findFirst().orElseThrow();
    }

    private ConsumerRecord<byte[], byte[]> result(int number) {
        return result(number, 0);
    }

    private ConsumerRecord<byte[], byte[]> result(int number, int result) {
        int attempt = workload.failures(number) + 1;
        return record(workload.key(number), number + ":" + result + ":" + attempt, List.of());
    }

    private ConsumerRecord<byte[], byte[]> failed(int number, int attempts) {
        return failed(number, attempts, workload.value(number));
    }

    private ConsumerRecord<byte[], byte[]> failed(int number, int attempts, byte[] value) {
        return record(
                workload.key(number),
                new String(value, StandardCharsets.UTF_8),
                List.of(header(Names.NUMBER, number), header(Names.ATTEMPTS, attempts)));
    }

    private static RecordHeader header(String name, int number) {
        return new RecordHeader(name, Integer.toString(number).getBytes(StandardCharsets.UTF_8));
    }

    private ConsumerRecord<byte[], byte[]> record(byte[] key, String value, List<RecordHeader> headers) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>("topic", 0, offset++, key, value.getBytes(StandardCharsets.UTF_8));
        headers.forEach(record.headers()::add);
        return record;
    }
}
