package dev.holdfast.deadletter;

import dev.holdfast.deadletter.DeadLetterReport.Cause;
import dev.holdfast.deadletter.DeadLetterReport.Left;
import dev.holdfast.deadletter.internal.LogEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The report of a job while it is written. */
final class Progress {
    private static final int MAX_EXAMPLES = 100;
    private static final int MAX_REASONS = 100;
    private static final String UNKNOWN = "unknown";
    private static final String OTHER = "other";

    private final LogEvent.Kind kind;
    private final Instruction instruction;
    private final Map<Integer, Long> ends = new HashMap<>();
    private final Map<String, Long> byReason = new HashMap<>();
    private final Map<Cause, Long> left = new EnumMap<>(Cause.class);
    private final List<Left> examples = new ArrayList<>();
    private long done;

    Progress(LogEvent.Kind kind, Instruction instruction) {
        this.kind = kind;
        this.instruction = instruction;
    }

    void bound(Stretch stretch) {
        ends.put(stretch.partition().partition(), stretch.end());
    }

    void done(Letter letter) {
        done++;
        String reason = letter.failure().reason().orElse(UNKNOWN);
        boolean full = byReason.size() >= MAX_REASONS && !byReason.containsKey(reason);
        byReason.merge(full ? OTHER : reason, 1L, Long::sum);
    }

    void left(DeadLetterId id, Cause cause) {
        left.merge(cause, 1L, Long::sum);
        if (examples.size() < MAX_EXAMPLES) {
            examples.add(new Left(id, cause));
        }
    }

    long done() {
        return done;
    }

    DeadLetterReport report() {
        return new DeadLetterReport(
                DeadLetterEvent.Kind.valueOf(kind.name()),
                instruction.isDryRun(),
                done,
                byReason,
                left,
                examples,
                ends,
                Duration.ofMillis(done * 1_000 / instruction.perSecond()));
    }
}
