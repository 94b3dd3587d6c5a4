package dev.holdfast.examples.payments;

import dev.holdfast.annotation.Key;
import dev.holdfast.annotation.Publishes;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Publishes payments; the implementation comes from {@code app.publisher(…)}. */
interface PaymentRequests {
    @Publishes("payments.requested")
    CompletionStage<RecordMetadata> request(@Key String account, Payment payment);
}
