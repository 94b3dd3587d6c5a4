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

/** Every pair of modes; with {@code -Plong} every combination. */
@KafkaTest
class DeliveryIT {
    static final String ALL = "delivery.all-modes";

    static List<DeliveryMode> modes() {
        return Boolean.getBoolean(ALL) ? DeliveryMode.all() : DeliveryMode.pairwise();
    }

    @ParameterizedTest
    @MethodSource("modes")
    void whatIsGuaranteedHoldsWhileInstancesComeAndGo(DeliveryMode mode, KafkaCluster cluster) {
        DeliveryHistory history = DeliverySuite.on(cluster).records(6_000).run(mode);

        assertThat(history.settled()).isEqualTo(6_000);
    }
}
