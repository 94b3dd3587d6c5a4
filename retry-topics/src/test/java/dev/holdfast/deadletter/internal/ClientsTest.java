package dev.holdfast.deadletter.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ClientsTest {
    @Test
    void aFetchThatNobodyNeedsAnyMoreHoldsUpTheNextPartitionForMillisecondsOnly() {
        assertThat(Clients.of(Map.of()).consumerConfig()).containsEntry("fetch.max.wait.ms", 10);
        assertThat(Clients.of(Map.of("fetch.max.wait.ms", 50)).consumerConfig()).containsEntry("fetch.max.wait.ms", 50);
    }

    @Test
    void whatTheGuaranteesRestOnIsNotTheUsersToChange() {
        Map<String, Object> config = Clients.of(Map.of(
                        "isolation.level", "read_uncommitted", "enable.auto.commit", true, "group.id", "billing"))
                .consumerConfig();

        assertThat(config)
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("enable.auto.commit", false);
        assertThat(config).doesNotContainKey("group.id");
    }
}
