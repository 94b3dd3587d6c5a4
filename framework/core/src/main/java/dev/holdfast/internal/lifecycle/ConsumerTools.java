package dev.holdfast.internal.lifecycle;

import dev.holdfast.spi.ExtensionTools;
import dev.holdfast.spi.Timers;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;

/** What the extensions of one consumer may use. */
record ConsumerTools(Timers timers, String name, Function<IsolationLevel, Map<String, Object>> readers)
        implements ExtensionTools {
    @Override
    public Consumer<byte[], byte[]> newReader(IsolationLevel isolation) {
        return new KafkaConsumer<>(readers.apply(isolation));
    }
}
