package dev.holdfast.examples.fuzz;

import dev.holdfast.Delivery;
import dev.holdfast.Message;
import dev.holdfast.Order;
import dev.holdfast.Outcome;
import dev.holdfast.annotation.ConsumerGroup;
import dev.holdfast.annotation.Emits;
import dev.holdfast.annotation.Handles;
import dev.holdfast.retry.RetryTopics;

/** Two groups that read the same: one holds what fails, one has retry topics. */
final class FuzzHandlers {
    private FuzzHandlers() {}

    /** Handles in the order of keys. */
    @ConsumerGroup(FuzzNames.HELD)
    static final class Held {
        @Handles(value = FuzzNames.SOURCE, order = Order.KEY, concurrency = 4)
        @Emits(FuzzNames.RESULTS_OF_HELD)
        @RetryTopics({"5ms", "20ms"})
        Outcome handle(Ask ask, Delivery delivery) {
            return outcome(ask, delivery);
        }
    }

    /** Lets what fails be overtaken. */
    @ConsumerGroup(FuzzNames.TIERS)
    static final class Tiers {
        @Handles(value = FuzzNames.SOURCE, order = Order.KEY_UNTIL_RETRY, concurrency = 4)
        @Emits(FuzzNames.RESULTS_OF_TIERS)
        @RetryTopics({"5ms", "20ms"})
        Outcome handle(Ask ask, Delivery delivery) {
            return outcome(ask, delivery);
        }
    }

    /** The result says which record it is of, and what headers the handler was given. */
    private static Outcome outcome(Ask ask, Delivery delivery) {
        if (delivery.attempt() <= ask.failures()) {
            return Outcome.retry("it is asked for");
        }
        return Outcome.emit(Message.of(
                delivery.partition() + ":" + delivery.offset(), Integer.toString(Digest.of(delivery.headers()))));
    }
}
