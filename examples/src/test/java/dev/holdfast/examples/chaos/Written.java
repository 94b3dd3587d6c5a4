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
        Findings findings = new Findings(workload);
        IntStream.range(0, workload.records())
                .forEach(number -> findings.job(failed(number, 0, workload.value(number))));
        IntStream.range(0, workload.records()).filter(left.negate()).forEach(number -> add(number, findings));
        return findings;
    }

    private void add(int number, Findings findings) {
        for (int tier = 1; tier <= Workload.TIERS; tier++) {
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

    ConsumerRecord<byte[], byte[]> result(int number, int result) {
        return by(1, record(workload.key(number), number + ":" + result + ":" + (workload.failures(number) + 1)));
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
