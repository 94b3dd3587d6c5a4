package dev.holdfast.hold;

import dev.holdfast.Message;
import dev.holdfast.Order;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.app.Holdfast;
import dev.holdfast.state.Phase;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** An application in a process of its own, which can be killed and frozen: copies numbers and ends with its input. */
final class ChildApp {
    /** How the process ends when its handler has stopped. */
    static final int STOPPED = 3;

    /** How a record ends it that must not be handled. */
    static final int POISONED = 4;

    private ChildApp() {}

    public static void main(String[] args) throws IOException {
        Topic<String, String> source = Topic.of(args[2], String.class, String.class);
        Holdfast app = Holdfast.builder()
                .applicationId(args[1])
                .bootstrapServers(args[0])
                .consumerProperties(QuickSessions.consumer(args[4]))
                .clientProperties(Map.of("metadata.max.age.ms", "1000"))
                .producerProperties(Map.of("transaction.timeout.ms", "4000"))
                .handle(source, handler -> handler.order(Order.KEY)
                        .concurrency(8)
                        .emits(args[3])
                        .runMessage((message, delivery) -> {
                            if ("stuck".equals(message.key())) {
                                LockSupport.park();
                            }
                            if ("poison".equals(message.value())) {
                                Runtime.getRuntime().halt(POISONED);
                            }
                            LockSupport.parkNanos(1_000_000);
                            return Outcome.emit(
                                    Message.of(message.key(), message.value()).to(args[3]));
                        }))
                .build();
        app.onStateChange(state -> {
            if (state.phase() == Phase.STOPPED || state.handlers().get(0).phase() == Phase.STOPPED) {
                Runtime.getRuntime().halt(STOPPED);
            }
        });
        app.start();
        while (System.in.read() >= 0) {
            // Until the parent closes it or dies.
        }
        Runtime.getRuntime().halt(0);
    }
}
