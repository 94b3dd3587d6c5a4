package dev.holdfast.deadletter;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * Who wants something done to dead letters, why, and within which limits. Immutable: every method returns a changed copy.
 */
public final class Instruction {
    private static final int MAX_TEXT_BYTES = 1_024;
    private static final int DEFAULT_PER_SECOND = 1_000;
    private static final int DEFAULT_MAX_REDRIVES = 3;

    private final String who;
    private final String why;
    private final int perSecond;
    private final int maxRedrives;
    private final long atMost;
    private final boolean dryRun;
    private final Consumer<DeadLetterReport> progress;

    private Instruction(
            String who,
            String why,
            int perSecond,
            int maxRedrives,
            long atMost,
            boolean dryRun,
            Consumer<DeadLetterReport> progress) {
        this.who = who;
        this.why = why;
        this.perSecond = atLeastOne("records a second", perSecond);
        this.maxRedrives = atLeastOne("redrives", maxRedrives);
        this.atMost = atMost;
        this.dryRun = dryRun;
        this.progress = Objects.requireNonNull(progress, "progress");
    }

    /**
     * Says who and why; both stand in the history for ever.
     *
     * @param who a person or a system; 1 to 1,024 bytes in UTF-8
     * @param why the reason; 1 to 1,024 bytes in UTF-8
     * @return an instruction with the default limits: 1,000 a second, 3 redrives a record, as many as there are
     */
    public static Instruction by(String who, String why) {
        return new Instruction(
                checked("who", who),
                checked("why", why),
                DEFAULT_PER_SECOND,
                DEFAULT_MAX_REDRIVES,
                Long.MAX_VALUE,
                false,
                report -> {});
    }

    /**
     * Limits how many are done a second. Default: 1,000.
     *
     * @param records at least 1
     * @return a changed copy
     */
    public Instruction perSecond(int records) {
        return new Instruction(who, why, records, maxRedrives, atMost, dryRun, progress);
    }

    /**
     * Limits how often a record may be redriven in all; one that came back as often stays where it is. Default: 3.
     *
     * @param redrives at least 1
     * @return a changed copy
     */
    public Instruction maxRedrives(int redrives) {
        return new Instruction(who, why, perSecond, redrives, atMost, dryRun, progress);
    }

    /**
     * Limits how many are done. Default: as many as there are.
     *
     * @param records at least 1
     * @return a changed copy
     */
    public Instruction atMost(long records) {
        if (records < 1) {
            throw new IllegalArgumentException("at least 1 record, not " + records);
        }
        return new Instruction(who, why, perSecond, maxRedrives, records, dryRun, progress);
    }

    /**
     * Does nothing, but tells what would be done.
     *
     * @return a changed copy
     */
    public Instruction dryRun() {
        return new Instruction(who, why, perSecond, maxRedrives, atMost, true, progress);
    }

    /**
     * Has somebody told how far it is, after every transaction. If the listener throws, the job ends there.
     *
     * @param listener takes the report so far, on the thread that does the job
     * @return a changed copy
     */
    public Instruction onProgress(Consumer<DeadLetterReport> listener) {
        return new Instruction(who, why, perSecond, maxRedrives, atMost, dryRun, listener);
    }

    String who() {
        return who;
    }

    String why() {
        return why;
    }

    int perSecond() {
        return perSecond;
    }

    int maxRedrives() {
        return maxRedrives;
    }

    long atMost() {
        return atMost;
    }

    boolean isDryRun() {
        return dryRun;
    }

    Consumer<DeadLetterReport> progress() {
        return progress;
    }

    private static int atLeastOne(String what, int number) {
        if (number < 1) {
            throw new IllegalArgumentException("at least 1 of " + what + ", not " + number);
        }
        return number;
    }

    private static String checked(String what, String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        if (text.isBlank() || bytes > MAX_TEXT_BYTES) {
            throw new IllegalArgumentException(
                    "'" + what + "' needs 1 to " + MAX_TEXT_BYTES + " bytes of text, not " + bytes);
        }
        return text;
    }

    @Override
    public String toString() {
        return "Instruction[who=" + who + ", perSecond=" + perSecond + ", maxRedrives=" + maxRedrives + ", dryRun="
                + dryRun + "]";
    }
}
