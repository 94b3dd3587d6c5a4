package dev.holdfast.retry.internal.held;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.ExtensionTools;
import dev.holdfast.spi.Timers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever waits for what is held learns that it can't be read, whatever the reason, and so does the next one. */
@Timeout(30)
class HeldReaderTest {
    private static final TopicPartition HELD = new TopicPartition("orders.billing.held", 3);
    private static final EntryFormat FORMAT = new EntryFormat(new Source("orders", new Uuid(1, 2), 3));

    @Test
    void anErrorIsToldToEachWhoWaits() {
        HeldReader reader = new HeldReader(new WithoutMemory());
        assertFails(reader.restore(HELD, "orders", 0, FORMAT));
        CompletableFuture<Void> told = new CompletableFuture<>();
        reader.readCommands(HELD, 0, new CommandReading.Taker() {
            @Override
            public void command(ConsumerRecord<byte[], byte[]> record) {
                throw new AssertionError("there is nothing to read");
            }

            @Override
            public void failed(RuntimeException cause) {
                told.completeExceptionally(cause);
            }
        });
        assertFails(told);
        assertFails(reader.restore(HELD, "orders", 0, FORMAT));
        reader.close();
    }

    private static void assertFails(CompletableFuture<?> told) {
        assertThat(told)
                .failsWithin(Duration.ofSeconds(20))
                .withThrowableOfType(ExecutionException.class)
                .withMessageContaining("OutOfMemoryError");
    }

    private static final class WithoutMemory implements ExtensionTools {
        @Override
        public Timers timers() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String name() {
            return "test";
        }

        @Override
        public Consumer<byte[], byte[]> newReader(IsolationLevel isolation) {
            throw new OutOfMemoryError("for a test");
        }
    }
}
