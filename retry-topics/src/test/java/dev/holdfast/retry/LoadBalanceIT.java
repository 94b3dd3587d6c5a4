package dev.holdfast.retry;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.app.Holdfast;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.state.HandlerState;
import dev.holdfast.state.PartitionState;
import dev.holdfast.testkit.KafkaTest;
import dev.holdfast.testkit.TestTopics;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Instances share each topic of their group, not just all partitions of all topics: most of the work is in one of them. */
@KafkaTest
@Timeout(120)
class LoadBalanceIT {
    private static final int PARTITIONS = 12;

    private final TierFixture fixture;

    LoadBalanceIT(KafkaCluster cluster, TestTopics topics) {
        this.fixture = new TierFixture(cluster, topics, PARTITIONS);
    }

    @AfterEach
    void ends() {
        fixture.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void eachInstanceHasItsShareOfEachTopic(String protocol) {
        fixture.with(app -> app.consumerProperties(Map.of("group.protocol", protocol)));
        List<Holdfast> instances = Stream.generate(this::start).limit(3).toList();
        await().atMost(TierFixture.PATIENCE).untilAsserted(() -> {
            List<Map<String, Long>> shares =
                    instances.stream().map(LoadBalanceIT::share).toList();
            assertThat(total(shares)).hasSizeGreaterThan(3).allSatisfy((topic, all) -> assertThat(shares)
                    .as(topic)
                    .allSatisfy(share -> assertThat(share.getOrDefault(topic, 0L))
                            .isBetween(all / instances.size(), (all + instances.size() - 1) / instances.size())));
        });
    }

    private Holdfast start() {
        return fixture.start(TierFixture::failAsTold, RetrySchedule.of("1s", "2s"));
    }

    private static Map<String, Long> total(List<Map<String, Long>> shares) {
        Map<String, Long> total = new TreeMap<>();
        shares.forEach(share -> share.forEach((topic, count) -> total.merge(topic, count, Long::sum)));
        return total;
    }

    private static Map<String, Long> share(Holdfast instance) {
        return instance.state().handlers().stream()
                .map(HandlerState::partitions)
                .flatMap(Collection::stream)
                .collect(groupingBy(PartitionState::topic, counting()));
    }
}
