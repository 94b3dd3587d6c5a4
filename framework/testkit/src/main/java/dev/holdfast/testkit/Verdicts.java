package dev.holdfast.testkit;

import dev.holdfast.spi.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Verdicts in words. */
final class Verdicts {
    private Verdicts() {}

    /** Continues "the record …". */
    static String text(Verdict verdict, Fate fate) {
        if (verdict instanceof Verdict.Succeeded succeeded) {
            return succeeded.outputs().isEmpty()
                    ? "succeeded without outputs"
                    : "succeeded and emitted " + outputs(succeeded);
        }
        if (verdict instanceof Verdict.Skipped skipped) {
            return "was skipped because of '" + skipped.reason() + "'";
        }
        Verdict.Failed failed = (Verdict.Failed) verdict;
        return fate.text() + " (" + failed.reason() + ": " + failed.message() + ")";
    }

    /** Whether verdicts mean the same, whatever exception objects they carry. */
    static boolean same(Verdict one, Verdict other) {
        if (one instanceof Verdict.Succeeded first && other instanceof Verdict.Succeeded second) {
            return sameOutputs(first.outputs(), second.outputs());
        }
        if (one instanceof Verdict.Failed first && other instanceof Verdict.Failed second) {
            return first.kind() == second.kind()
                    && first.reason().equals(second.reason())
                    && first.message().equals(second.message());
        }
        return one.equals(other);
    }

    private static boolean sameOutputs(
            List<ProducerRecord<byte[], byte[]>> one, List<ProducerRecord<byte[], byte[]>> other) {
        return one.size() == other.size()
                && IntStream.range(0, one.size()).allMatch(i -> same(one.get(i), other.get(i)));
    }

    private static boolean same(ProducerRecord<byte[], byte[]> one, ProducerRecord<byte[], byte[]> other) {
        return one.topic().equals(other.topic())
                && Arrays.equals(one.key(), other.key())
                && Arrays.equals(one.value(), other.value())
                && one.headers().equals(other.headers());
    }

    static @Nullable Throwable cause(Verdict verdict) {
        return verdict instanceof Verdict.Failed failed ? failed.cause() : null;
    }

    private static String outputs(Verdict.Succeeded succeeded) {
        return succeeded.outputs().stream()
                .map(OutputText::raw)
                .map(OutputText::toString)
                .collect(Collectors.joining(", "));
    }
}
