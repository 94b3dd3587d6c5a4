package dev.holdfast.testkit;

import dev.holdfast.Delivery;
import dev.holdfast.Message;
import dev.holdfast.annotation.Emits;
import dev.holdfast.annotation.Handles;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** What the handlers of a {@link DeliverySuite} do: they record, fail now and then, and emit what they got. */
final class DeliveryHandlers {
    /** The header of records whose handling fails: how often, as text. */
    static final String FAILS = "fails";

    private final DeliveryHistory history;
    private final Executor executor;
    private final Map<String, Integer> failures = new ConcurrentHashMap<>();

    DeliveryHandlers(DeliveryHistory history, Executor executor) {
        this.history = history;
        this.executor = executor;
    }

    /** The handler of one instance. */
    DeliveryHandler of(String owner) {
        return new DeliveryHandler() {
            @Override
            public Message<byte[], byte[]> handle(Message<byte[], String> message, Delivery delivery) {
                return end(begin(owner, message, delivery), message, delivery);
            }

            @Override
            public CompletionStage<Message<byte[], byte[]>> handleLater(
                    Message<byte[], String> message, Delivery delivery) {
                Handling handling = begin(owner, message, delivery);
                return CompletableFuture.supplyAsync(() -> end(handling, message, delivery), executor);
            }
        };
    }

    private Handling begin(String owner, Message<byte[], String> message, Delivery delivery) {
        return history.began(owner, delivery, message.key(), bytes(message.value()));
    }

    private Message<byte[], byte[]> end(Handling handling, Message<byte[], String> message, Delivery delivery) {
        int wanted = delivery.header(FAILS).map(Integer::parseInt).orElse(0);
        if (wanted > 0 && failures.merge(delivery.id(), 1, Integer::sum) <= wanted) {
            handling.failed();
            throw new IllegalStateException("fails, as the record asks");
        }
        Message<byte[], byte[]> output = Message.of(message.key(), bytes(message.value()))
                .to(DeliveryHandler.OUTPUTS)
                .header(DeliveryHistory.SOURCE, delivery.id().getBytes(StandardCharsets.UTF_8));
        handling.settled();
        return output;
    }

    private static byte @Nullable [] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }

    /** A method that returns. */
    record Sync(DeliveryHandler handler) {
        @Handles(value = DeliveryHandler.INPUTS, id = DeliveryHandler.ID)
        @Emits(DeliveryHandler.OUTPUTS)
        Message<byte[], byte[]> handle(Message<byte[], String> message, Delivery delivery) {
            return handler.handle(message, delivery);
        }
    }

    /** A method that answers later. */
    record Async(DeliveryHandler handler) {
        @Handles(value = DeliveryHandler.INPUTS, id = DeliveryHandler.ID)
        @Emits(DeliveryHandler.OUTPUTS)
        CompletionStage<Message<byte[], byte[]>> handle(Message<byte[], String> message, Delivery delivery) {
            return handler.handleLater(message, delivery);
        }
    }
}
