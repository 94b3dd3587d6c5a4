package dev.holdfast.spi;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.IsolationLevel;

/** What an extension may use in its consumer. */
public interface ExtensionTools {
    /**
     * For all waiting.
     *
     * @return the application's timers
     */
    Timers timers();

    /**
     * A name for threads and clients.
     *
     * @return the consumer's name, distinct within the process
     */
    String name();

    /**
     * Makes a Kafka consumer that belongs to no group, for an extension that reads its own topics. It is configured as the
     * application's consumers are; partitions are to be assigned to it by hand.
     *
     * @param isolation whether it reads records of transactions that are not committed
     * @return a consumer, which whoever asked for it closes
     */
    Consumer<byte[], byte[]> newReader(IsolationLevel isolation);
}
