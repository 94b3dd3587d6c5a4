package dev.holdfast.internal.dispatch;

import dev.holdfast.spi.Timers;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What a dispatcher shares with the rest of its consumer.
 *
 * @param extensions the handler's extensions
 * @param outbox takes finished records with writes
 * @param timers for all waiting
 * @param threads makes the workers' threads
 * @param onBroken takes an error that no record can be blamed for, such as a lack of memory
 * @param fits whether a record is small enough to be written
 * @param quarantine what all consumers of the application share
 */
public record DispatchTools(
        Extensions extensions,
        Outbox outbox,
        Timers timers,
        ThreadFactory threads,
        Consumer<Throwable> onBroken,
        Predicate<ProducerRecord<byte[], byte[]>> fits,
        Quarantine quarantine) {}
