package dev.holdfast.testkit;

import dev.holdfast.Delivery;
import dev.holdfast.Message;
import dev.holdfast.annotation.Emits;
import dev.holdfast.annotation.Handles;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** What the handlers of a {@link DeliverySuite} do: they record, fail now and then, and emit what they got. */
final class DeliveryHandlers {
    static final String ID = "delivery";
    static final String OUTPUTS = "delivery.outputs";

    /** The header of records whose first handling fails. */
    static final String FAILS = "fails-once";

    private static final String OVERRIDDEN = "delivery.inputs";

    private final DeliveryHistory history;
    private final Set<String> failed = ConcurrentHashMap.newKeySet();

    DeliveryHandlers(DeliveryHistory history) {
        this.history = history;
    }

    Message<byte[], byte[]> handle(String owner, Message<byte[], byte[]> message, Delivery delivery) {
        Handling handling = history.began(owner, delivery, message.key(), message.value());
        return end(handling, message, delivery);
    }

    CompletionStage<Message<byte[], byte[]>> handleLater(
            String owner, Message<byte[], byte[]> message, Delivery delivery, Executor executor) {
        Handling handling = history.began(owner, delivery, message.key(), message.value());
        return CompletableFuture.supplyAsync(() -> end(handling, message, delivery), executor);
    }

    private Message<byte[], byte[]> end(Handling handling, Message<byte[], byte[]> message, Delivery delivery) {
        if (delivery.header(FAILS).isPresent() && failed.add(delivery.id())) {
            handling.failed();
            throw new IllegalStateException("fails once, as the record asks");
        }
        Message<byte[], byte[]> output = Message.of(message.key(), message.value())
                .to(OUTPUTS)
                .header(DeliveryHistory.SOURCE, delivery.id().getBytes(StandardCharsets.UTF_8));
        handling.settled();
        return output;
    }

    /** The handler of one instance as a method that returns. */
    static final class Sync {
        private final DeliveryHandlers handlers;
        private final String owner;

        Sync(DeliveryHandlers handlers, String owner) {
            this.handlers = handlers;
            this.owner = owner;
        }

        @Handles(value = OVERRIDDEN, id = ID)
        @Emits(OUTPUTS)
        Message<byte[], byte[]> handle(Message<byte[], byte[]> message, Delivery delivery) {
            return handlers.handle(owner, message, delivery);
        }
    }

    /** The handler of one instance as a method that answers later. */
    static final class Async {
        private final DeliveryHandlers handlers;
        private final String owner;
        private final Executor executor;

        Async(DeliveryHandlers handlers, String owner, Executor executor) {
            this.handlers = handlers;
            this.owner = owner;
            this.executor = executor;
        }

        @Handles(value = OVERRIDDEN, id = ID)
        @Emits(OUTPUTS)
        CompletionStage<Message<byte[], byte[]>> handle(Message<byte[], byte[]> message, Delivery delivery) {
            return handlers.handleLater(owner, message, delivery, executor);
        }
    }
}
