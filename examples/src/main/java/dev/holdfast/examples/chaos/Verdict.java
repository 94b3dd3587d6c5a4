package dev.holdfast.examples.chaos;

import java.util.Locale;

/** What a run says in the end, and its exit code. */
enum Verdict {
    /** All is as promised. */
    CLEAN(0),
    /** Something is not. */
    VIOLATED(1),
    /** Nothing is wrong, but too little has happened to say that all is right. */
    INCONCLUSIVE(2);

    private final int exitCode;

    Verdict(int exitCode) {
        this.exitCode = exitCode;
    }

    static Verdict of(long violations, boolean isEnough) {
        if (violations > 0) {
            return VIOLATED;
        }
        return isEnough ? CLEAN : INCONCLUSIVE;
    }

    int exitCode() {
        return exitCode;
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
