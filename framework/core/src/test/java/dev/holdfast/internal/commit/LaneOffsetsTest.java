package dev.holdfast.internal.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.internal.dispatch.Lane;
import dev.holdfast.internal.dispatch.TestDispatcher;
import dev.holdfast.internal.offset.OffsetRing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.Test;

class LaneOffsetsTest {
    private static final Instant NOW = Instant.EPOCH;

    private final TestDispatcher dispatcher = TestDispatcher.idle();
    private final LaneOffsets offsets = new LaneOffsets();

    @Test
    void twoHundredFullMapsGoInPortionsThatABrokerTakes() {
        List<Lane> lanes = new ArrayList<>();
        for (int partition = 0; partition < 200; partition++) {
            Lane lane = dispatcher.lane(partition, 0);
            for (int offset = 1; offset < OffsetRing.WINDOW; offset += 2) {
                lane.ring().mark(offset);
            }
            lanes.add(lane);
        }
        offsets.own(lanes, NOW);
        offsets.advance(NOW);
        List<OffsetCommit> commits = offsets.takeAll();
        Set<Lane> taken = new HashSet<>();
        for (OffsetCommit commit : commits) {
            taken.addAll(commit.offsets().keySet());
            int bytes = commit.offsets().values().stream()
                    .mapToInt(offset -> offset.metadata().getBytes(StandardCharsets.UTF_8).length)
                    .sum();
            assertThat(bytes).isLessThanOrEqualTo(512 * 1024);
        }
        assertThat(taken).containsExactlyInAnyOrderElementsOf(lanes);
        assertThat(commits).hasSizeBetween(3, 4);
        assertThat(offsets.isAnyDirty()).isFalse();
    }

    @Test
    void aFailedCommitIsMadeAgain() {
        Lane lane = marked(5);
        OffsetCommit first = offsets.takeAll().get(0);
        assertThat(offsets.takeAll()).isEmpty();
        offsets.answered(first, new RebalanceInProgressException(), NOW);
        assertThat(offsets.takeAll()).singleElement().satisfies(again -> assertThat(
                        again.offsets().get(lane))
                .extracting(OffsetAndMetadata::offset)
                .isEqualTo(5L));
    }

    @Test
    void whatIsGivenUpIsCommittedUnlessTheLastCommitOfItWasAnswered() {
        Lane lane = marked(5);
        OffsetCommit unanswered = offsets.takeAll().get(0);
        List<OffsetCommit> last = offsets.takeLast(List.of(lane));
        assertThat(last).hasSize(1);
        offsets.answered(unanswered, null, NOW);
        offsets.answered(last.get(0), null, NOW);
        assertThat(offsets.takeLast(List.of(lane))).isEmpty();
    }

    @Test
    void nothingIsCommittedForALaneThatIsNotOwnedOrClosed() {
        Lane lane = marked(5);
        lane.close();
        assertThat(offsets.takeAll()).isEmpty();
        Lane gone = marked(7);
        offsets.own(List.of(), NOW);
        assertThat(offsets.takeLast(List.of(gone))).isEmpty();
    }

    @Test
    void idleOffsetsAreCommittedAgainBeforeTheyExpire() {
        Lane lane = marked(5);
        offsets.answered(offsets.takeAll().get(0), null, NOW);
        offsets.advance(NOW.plus(Duration.ofHours(5)));
        assertThat(offsets.isAnyDirty()).isFalse();
        offsets.advance(NOW.plus(Duration.ofHours(7)));
        assertThat(offsets.takeAll()).singleElement().satisfies(commit -> assertThat(commit.offsets())
                .containsOnlyKeys(lane));
    }

    private Lane marked(int frontier) {
        Lane lane = dispatcher.lane(0, 0);
        lane.ring().markRange(0, frontier);
        offsets.own(List.of(lane), NOW);
        offsets.advance(NOW);
        return lane;
    }
}
