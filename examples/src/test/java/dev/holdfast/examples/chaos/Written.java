package dev.holdfast.examples.chaos;

import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Records as an application writes them that does all that its workload asks for. */
final class Written {
    private final Workload workload;
    private long offset;

    Written(Workload workload) {
        this.workload = workload;
    }

    /** What the checker finds if all is there except for what some records ask for. */
    Findings allBut(IntPredicate left) {
        return allBut(left, false);
    }

    /** The same, of an application that keeps the order of keys or does not. */
    Findings allBut(IntPredicate left, boolean keepsKeyOrder) {
        Findings findings = new Findings(workload, keepsKeyOrder);
        IntStream.range(0, workload.records())
                .forEach(number -> findings.job(failed(number, 0, workload.value(number))));
        IntStream.range(0, workload.records())
                .filter(left.negate())
                .forEach(number -> add(number, findings, keepsKeyOrder));
        return findings;
    }

    private void add(int number, Findings findings, boolean keepsKeyOrder) {
        if (keepsKeyOrder && !workload.isDeadLetter(number)) {
            findings.ledger(done(number));
        }
        for (int tier = 1; !keepsKeyOrder && tier <= Workload.TIERS; tier++) {
            if (workload.isInTier(number, tier)) {
                findings.retry(tier, failed(number, tier));
            }
        }
        if (workload.isDeadLetter(number)) {
            findings.deadLetter(failed(number, workload.attempts(number)));
        }
        for (int i = 0; i < workload.results(number); i++) {
            findings.result(result(number, i));
        }
    }

    int first(IntPredicate wanted) {
        return IntStream.range(0, workload.records()).filter(wanted).findFirst().orElseThrow();
    }

    /** The first for which something holds, and the next of its key for which something else does. */
    int[] firstTwoOfKey(IntPredicate older, IntPredicate younger) {
        int first = first(number ->
                older.test(number) && workload.nextOfKey(number, younger).isPresent());
        return new int[] {first, workload.nextOfKey(first, younger).orElseThrow()};
    }

    ConsumerRecord<byte[], byte[]> result(int number, int result) {
        return by(1, record(workload.key(number), number + ":" + result + ":" + (workload.failures(number) + 1)));
    }

    /** As an entry of the ledger. */
    ConsumerRecord<byte[], byte[]> done(int number) {
        return record(workload.key(number), number + ":" + (workload.failures(number) + 1));
    }

    /** As a retry or a dead letter. */
    ConsumerRecord<byte[], byte[]> failed(int number, int attempts) {
        return failed(number, attempts, workload.value(number));
    }

    ConsumerRecord<byte[], byte[]> failed(int number, int attempts, byte[] value) {
        ConsumerRecord<byte[], byte[]> record =
                by(1, record(workload.key(number), new String(value, StandardCharsets.UTF_8)));
        record.headers().add(header(Names.NUMBER, number)).add(header(Names.ATTEMPTS, attempts));
        return record;
    }

    ConsumerRecord<byte[], byte[]> record(byte[] key, String value) {
        return new ConsumerRecord<>("topic", 0, offset++, key, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Written by a run of an instance. */
    static ConsumerRecord<byte[], byte[]> by(int run, ConsumerRecord<byte[], byte[]> record) {
        record.headers().remove(Names.RUN).add(header(Names.RUN, run));
        return record;
    }

    private static RecordHeader header(String name, int number) {
        return new RecordHeader(name, Integer.toString(number).getBytes(StandardCharsets.UTF_8));
    }
}
