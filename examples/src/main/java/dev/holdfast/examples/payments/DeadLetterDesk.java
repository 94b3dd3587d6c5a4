package dev.holdfast.examples.payments;

import dev.holdfast.deadletter.DeadLetter;
import dev.holdfast.deadletter.DeadLetterCounts.By;
import dev.holdfast.deadletter.DeadLetterFilter;
import dev.holdfast.deadletter.DeadLetterGroup;
import dev.holdfast.deadletter.DeadLetterList;
import dev.holdfast.deadletter.DeadLetterStatus;
import dev.holdfast.deadletter.DeadLetters;
import dev.holdfast.deadletter.Instruction;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/** What a person does about the dead letters of a run. One thread. */
final class DeadLetterDesk implements AutoCloseable {
    private static final int PAGE = 10_000;
    private static final String WHO = "payments example";

    private final DeadLetters letters;
    private final DeadLetterFilter ofThisRun;

    DeadLetterDesk(String bootstrapServers, Instant begin) {
        this.letters = DeadLetters.open(bootstrapServers, PaymentTopics.DEAD_LETTERS);
        this.ofThisRun = DeadLetterFilter.open().from(begin);
    }

    /** Open dead letters by cause, a line each. */
    List<String> byCause() {
        return letters.count(ofThisRun, By.REASON).groups().stream()
                .map(DeadLetterDesk::line)
                .toList();
    }

    private static String line(DeadLetterGroup group) {
        String exception = group.exceptionClass()
                .map(name -> "  " + name.substring(name.lastIndexOf('.') + 1))
                .orElse("");
        return String.format(Locale.ROOT, "  %-18s %,7d%s", group.name().orElse("unknown"), group.count(), exception);
    }

    /** Has those handled again that no attempt could handle while the bank's branch was closed. */
    long redriveExhausted() {
        return letters.redrive(
                        ofThisRun.reason("retries-exhausted"), Instruction.by(WHO, "the bank's branch is open again"))
                .done();
    }

    /** Gives those up that the bank will never accept. */
    long discardDeclined() {
        return letters.discard(ofThisRun.reason("not-retryable"), Instruction.by(WHO, "the customer has been told"))
                .done();
    }

    /** Finds all of them, however they stand. */
    void report(Findings findings) {
        DeadLetterFilter all = ofThisRun.status(DeadLetterStatus.OPEN, DeadLetterStatus.values());
        DeadLetterList page = letters.list(all, PAGE);
        page.letters().forEach(findings::deadLetter);
        while (page.more()) {
            DeadLetter last = page.letters().get(page.letters().size() - 1);
            page = letters.list(all.after(last.id()), PAGE);
            page.letters().forEach(findings::deadLetter);
        }
    }

    @Override
    public void close() {
        letters.close();
    }
}
