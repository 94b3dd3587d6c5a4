package dev.holdfast.delivery;

import dev.holdfast.Delivery;
import dev.holdfast.Message;
import dev.holdfast.annotation.Emits;
import dev.holdfast.annotation.Handles;
import dev.holdfast.retry.RetrySchedule;
import dev.holdfast.retry.RetryTopics;
import dev.holdfast.spi.HandlerFeature;
import dev.holdfast.testkit.DeliveryHandler;
import dev.holdfast.testkit.DeliveryRetries;
import java.util.concurrent.CompletionStage;

/** Three retry topics with short delays, by annotation and by the builder. */
final class RetryingDelivery implements DeliveryRetries {
    private static final String FIRST = "50ms";
    private static final String SECOND = "100ms";
    private static final String THIRD = "150ms";

    @Override
    public int attempts() {
        return 4;
    }

    @Override
    public HandlerFeature feature() {
        return RetrySchedule.of(FIRST, SECOND, THIRD);
    }

    @Override
    public Object annotated(DeliveryHandler handler) {
        return new Sync(handler);
    }

    @Override
    public Object annotatedLater(DeliveryHandler handler) {
        return new Async(handler);
    }

    private record Sync(DeliveryHandler handler) {
        @Handles(value = DeliveryHandler.INPUTS, id = DeliveryHandler.ID)
        @Emits(DeliveryHandler.OUTPUTS)
        @RetryTopics({FIRST, SECOND, THIRD})
        Message<byte[], byte[]> handle(Message<byte[], String> message, Delivery delivery) {
            return handler.handle(message, delivery);
        }
    }

    private record Async(DeliveryHandler handler) {
        @Handles(value = DeliveryHandler.INPUTS, id = DeliveryHandler.ID)
        @Emits(DeliveryHandler.OUTPUTS)
        @RetryTopics({FIRST, SECOND, THIRD})
        CompletionStage<Message<byte[], byte[]>> handle(Message<byte[], String> message, Delivery delivery) {
            return handler.handleLater(message, delivery);
        }
    }
}
