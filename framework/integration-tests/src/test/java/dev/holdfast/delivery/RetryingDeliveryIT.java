package dev.holdfast.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.testkit.DeliveryHistory;
import dev.holdfast.testkit.DeliveryMode;
import dev.holdfast.testkit.DeliverySuite;
import dev.holdfast.testkit.KafkaTest;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every pair of modes while many records fail; with {@code -Plong} every combination. */
@KafkaTest
class RetryingDeliveryIT {
    static List<DeliveryMode> modes() {
        return Boolean.getBoolean(DeliveryIT.ALL) ? DeliveryMode.allWithRetries() : DeliveryMode.pairwiseWithRetries();
    }

    @ParameterizedTest
    @MethodSource("modes")
    void itHoldsWhileRecordsFailAndGoThroughRetryTopics(DeliveryMode mode, KafkaCluster cluster) {
        DeliveryHistory history = DeliverySuite.on(cluster)
                .records(3_000)
                .retrying(new RetryingDelivery())
                .run(mode);

        assertThat(history.settled() + history.deadLettered().size()).isEqualTo(3_000);
        assertThat(history.deadLettered()).hasSize(3_000 / 50 + 3_000 / 100);
    }
}
