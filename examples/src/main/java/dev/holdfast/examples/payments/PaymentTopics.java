package dev.holdfast.examples.payments;

import dev.holdfast.Topic;
import dev.holdfast.TopicSpec;

/** The topics, as the applications declare them. */
final class PaymentTopics {
    static final Topic<String, Payment> REQUESTED = Topic.of("payments.requested", String.class, Payment.class);
    static final Topic<String, Settlement> SETTLED = Topic.of("payments.settled", String.class, Settlement.class);
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
