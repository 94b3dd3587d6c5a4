package dev.holdfast.examples.payments;

import dev.holdfast.Topic;
import dev.holdfast.TopicSpec;
import dev.holdfast.deadletter.DeadLetterSource;
import java.util.List;

/** The topics, as the applications declare them. */
final class PaymentTopics {
    static final Topic<String, Payment> REQUESTED = Topic.of("payments.requested", String.class, Payment.class);
    static final Topic<String, Settlement> SETTLED = Topic.of("payments.settled", String.class, Settlement.class);
    /** What a client writes that knows nothing of JSON. */
    static final Topic<String, byte[]> REQUESTED_BYTES = Topic.of(REQUESTED.name(), String.class, byte[].class);

    private static final String OWN = REQUESTED.name() + "." + PaymentHandlers.GROUP;
    static final List<String> RETRIES = List.of(OWN + ".retry.1", OWN + ".retry.2");
    /** All that the group reads. */
    static final List<String> READ = List.of(REQUESTED.name(), RETRIES.get(0), RETRIES.get(1), OWN + ".redrive");

    static final DeadLetterSource DEAD_LETTERS = DeadLetterSource.holdfast(REQUESTED.name(), PaymentHandlers.GROUP);
    private static final int PARTITIONS = 12;
    private static final int REPLICAS = 3;
    private static final int MIN_IN_SYNC = 2;

    private PaymentTopics() {}

    static TopicSpec[] specs() {
        return new TopicSpec[] {spec(REQUESTED), spec(SETTLED)};
    }

    private static TopicSpec spec(Topic<?, ?> topic) {
        return TopicSpec.of(topic).partitions(PARTITIONS).replicas(REPLICAS).minInSync(MIN_IN_SYNC);
    }
}
