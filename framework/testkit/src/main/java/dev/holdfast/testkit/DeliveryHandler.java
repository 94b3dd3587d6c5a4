package dev.holdfast.testkit;

import dev.holdfast.Delivery;
import dev.holdfast.Message;
import java.util.concurrent.CompletionStage;

/**
 * What the handler of a {@link DeliverySuite} does, for a method with annotations of one's own: it takes note, fails if the
 * record asks for it, and emits what it got. Thread-safe.
 */
public interface DeliveryHandler {
    /** The id that the method must have; its topic and order are set from it. */
    String ID = "delivery";

    /** The topic that the method must handle, in place of which the suite puts its own. */
    String INPUTS = "delivery.inputs";

    /** The topic that the method must emit to. */
    String OUTPUTS = "delivery.outputs";

    /**
     * Handles a record.
     *
     * @param message the record
     * @param delivery where it came from
     * @return what to emit
     */
    Message<byte[], byte[]> handle(Message<byte[], String> message, Delivery delivery);

    /**
     * Handles a record on another thread.
     *
     * @param message the record
     * @param delivery where it came from
     * @return what to emit
     */
    CompletionStage<Message<byte[], byte[]>> handleLater(Message<byte[], String> message, Delivery delivery);
}
