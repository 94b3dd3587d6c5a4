package dev.holdfast.internal.publish;

import dev.holdfast.internal.invoke.HandlerScope;

/** Where a publisher may be used. */
enum ThreadRule {
    /** Not on handlers' threads. */
    BESIDE_HANDLERS,
    /** On any thread. */
    INDEPENDENT;

    /** Transactions beside handlers have no independent kind: a handler's outputs are in a transaction already. */
    static void checkTransaction() {
        if (HandlerScope.isHandlerThread()) {
            throw new IllegalStateException(
                    "A transaction was begun on a handler's thread. Use the handler's Emitter or"
                            + " @Emits there: they write in the transaction of the record that is handled.");
        }
    }

    void check(String publisher) {
        if (this == BESIDE_HANDLERS && HandlerScope.isHandlerThread()) {
            throw new IllegalStateException(
                    publisher + " was called on a handler's thread. Use the handler's Emitter or"
                            + " @Emits there: what is published stays when the handler fails. If that is meant, build the"
                            + " publisher with independentPublisher(…).");
        }
    }
}
