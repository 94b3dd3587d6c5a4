package dev.holdfast.internal.dispatch;

import java.util.concurrent.atomic.LongAdder;

/** What a handler has done since start. Thread-safe. */
public final class Counters {
    private final LongAdder handled = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final LongAdder skipped = new LongAdder();

    void handled(long records) {
        handled.add(records);
    }

    void failed() {
        failed.increment();
    }

    void skipped() {
        skipped.increment();
    }

    /** Records that their handler has handled or skipped; not those that failed and were moved. */
    public long handled() {
        return handled.sum();
    }

    /** Attempts that failed. */
    public long failures() {
        return failed.sum();
    }

    /** Records that their handler skipped. */
    public long skips() {
        return skipped.sum();
    }
}
