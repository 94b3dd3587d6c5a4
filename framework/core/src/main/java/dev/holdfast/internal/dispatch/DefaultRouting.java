package dev.holdfast.internal.dispatch;

import dev.holdfast.spi.Disposition;
import dev.holdfast.spi.Verdict;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What becomes of a record when no extension decides: what may pass is tried again in memory for ever, after a second at
 * first, then twice as long each time up to a minute; what can't be handled stops its partition.
 */
final class DefaultRouting {
    private static final Duration FIRST = Duration.ofSeconds(1);

    private static final Duration LONGEST = Duration.ofMinutes(1);

    private DefaultRouting() {}

    static Disposition route(ConsumerRecord<byte[], byte[]> record, int failures, Verdict verdict) {
        if (!(verdict instanceof Verdict.Failed failed)) {
            return Disposition.done(List.of());
        }
        if (failed.kind() == Verdict.Kind.PERMANENT) {
            return Disposition.stopPartition(reason(record, failed));
        }
        if (failed.reason().equals(Verdict.Failed.CODEC_UNAVAILABLE)) {
            return Disposition.tryAgainUncounted(delay(failures));
        }
        Duration asked = failed.after();
        return Disposition.tryAgain(asked != null ? asked : delay(failures));
    }

    /** The delay before the attempt that follows a number of failures; that number does not include the newest. */
    static Duration delay(int failures) {
        Duration delay = FIRST.multipliedBy(1L << Math.min(failures, 10));
        return delay.compareTo(LONGEST) < 0 ? delay : LONGEST;
    }

    private static String reason(ConsumerRecord<byte[], byte[]> record, Verdict.Failed failed) {
        return failed.reason() + " at offset " + record.offset() + ": " + failed.message();
    }
}
