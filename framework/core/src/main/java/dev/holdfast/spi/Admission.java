package dev.holdfast.spi;

/** Whether a record whose turn has come is handled now. */
public sealed interface Admission {
    /**
     * Handle it.
     *
     * @return the admission
     */
    static Admission run() {
        return Run.INSTANCE;
    }

    /**
     * Not now: the extension will call {@link HandlerRecord#resume} or {@link HandlerRecord#settle}. Until then the
     * record is not done, later records of its key wait behind it, and it holds no thread.
     *
     * @return the admission
     */
    static Admission hold() {
        return Hold.INSTANCE;
    }

    /**
     * Not at all: this is what becomes of it.
     *
     * @param disposition the decision
     * @return the admission
     */
    static Admission settle(Disposition disposition) {
        return new Settle(disposition);
    }

    /** See {@link Admission#run}. */
    final class Run implements Admission {
        static final Run INSTANCE = new Run();

        private Run() {}
    }

    /** See {@link Admission#hold}. */
    final class Hold implements Admission {
        static final Hold INSTANCE = new Hold();

        private Hold() {}
    }

    /**
     * See {@link Admission#settle}.
     *
     * @param disposition the decision
     */
    record Settle(Disposition disposition) implements Admission {}
}
