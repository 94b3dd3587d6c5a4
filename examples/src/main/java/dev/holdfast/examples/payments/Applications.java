package dev.holdfast.examples.payments;

import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.apache.kafka.clients.producer.RecordMetadata;

/** The application's instances, wherever they run, and what a run needs of them. */
interface Applications extends AutoCloseable {
    /** A publisher that is open until this is closed. */
    PaymentRequests requests();

    /** Publishes, by key and value, for the client that does not write JSON; until this is closed. */
    BiFunction<String, byte[], CompletionStage<RecordMetadata>> brokenRequests();

    Bank bank();

    /** Where the instances are. */
    List<InstanceFigures> figures();

    @Override
    void close();
}
