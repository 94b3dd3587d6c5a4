package dev.holdfast.connect.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.StreamEntryID;

class PositionTest {
    @Test
    void everyEntryReadIsNothingMissed() {
        Position position = Position.first("earliest", state(3, 3, 3, 1L));

        assertThat(position.compare(state(3, 3, 3, 1L))).isEqualTo(Finding.NOTHING);
        read(position, 1, 2, 3);
        assertThat(position.compare(state(3, 3, 3, 1L))).isEqualTo(Finding.NOTHING);
    }

    @Test
    void whatWasTrimmedBeforeTheFirstReadIsNotMissed() {
        Position position = Position.first("earliest", state(2, 9, 9, 8L));

        assertThat(position.compare(state(2, 9, 9, 8L))).isEqualTo(Finding.NOTHING);
        assertThat(position.read(id(8))).isEqualTo(Map.of("id", "8-0", "added", 8L));
    }

    @Test
    void whatWasTrimmedUnreadIsCountedWhenTheFirstEntryComesAfterThePosition() {
        Position position = new Position(id(3), 3);

        // 4 to 7 are gone, 8 and 9 are there.
        assertThat(position.compare(state(2, 9, 9, 8L))).isEqualTo(new Finding.Missed(4));
        assertThat(position.compare(state(2, 9, 9, 8L))).isEqualTo(Finding.NOTHING);
        read(position, 8, 9);
        assertThat(position.compare(state(2, 9, 9, 8L))).isEqualTo(Finding.NOTHING);
    }

    @Test
    void everythingTrimmedUnreadIsCounted() {
        Position position = new Position(id(3), 3);

        assertThat(position.compare(state(0, 9, 9, null))).isEqualTo(new Finding.Missed(6));
    }

    @Test
    void whatWasDeletedInTheMiddleIsCountedAtTheEnd() {
        Position position = new Position(id(1), 1);
        StreamState withoutTwo = state(2, 3, 3, 1L);

        assertThat(position.compare(withoutTwo)).isEqualTo(Finding.NOTHING);
        read(position, 3);
        assertThat(position.compare(withoutTwo)).isEqualTo(new Finding.Missed(1));
    }

    @Test
    void whatWasTrimmedAfterItWasReadIsNotMissed() {
        Position position = new Position(id(5), 5);

        assertThat(position.compare(state(1, 6, 6, 6L))).isEqualTo(Finding.NOTHING);
    }

    @Test
    void gapsInIdsAreNotMissed() {
        Position position = new Position(id(5), 2);

        assertThat(position.compare(state(1, 90, 3, 90L))).isEqualTo(Finding.NOTHING);
    }

    @Test
    void aStreamThatEndsBeforeThePositionIsFound() {
        Position position = new Position(id(5), 5);

        assertThat(position.compare(state(2, 2, 2, 1L))).isEqualTo(new Finding.Ends(id(2)));
    }

    @Test
    void aNewStreamWithLaterIdsIsFound() {
        Position position = new Position(id(5), 5);

        assertThat(position.compare(state(2, 9, 2, 8L))).isEqualTo(new Finding.Replaced());
        read(position, 8, 9);
        assertThat(position.compare(state(2, 9, 2, 8L))).isEqualTo(Finding.NOTHING);
    }

    @Test
    void aStreamThatIsRemovedIsFoundOnce() {
        Position position = new Position(id(5), 5);

        assertThat(position.compare(StreamState.ABSENT)).isEqualTo(new Finding.Replaced());
        assertThat(position.compare(StreamState.ABSENT)).isEqualTo(Finding.NOTHING);
        assertThat(position.compare(state(2, 9, 3, 8L))).isEqualTo(new Finding.Missed(1));
    }

    @Test
    void whatRedisForgotAfterItWasReadIsFoundAtTheEnd() {
        Position position = new Position(id(9), 9);

        // It forgot 8 and 9 and was given 10 since.
        read(position, 10);
        assertThat(position.compare(state(8, 10, 8, 1L))).isEqualTo(new Finding.Forgotten(2));
        assertThat(position.compare(state(8, 10, 8, 1L))).isEqualTo(Finding.NOTHING);
    }

    @Test
    void anIdSetByHandGetsItsNumberFromTheStream() {
        Position position = Objects.requireNonNull(Position.of(Map.of("id", "5-0")));

        assertThat(position.compare(state(2, 9, 7, 8L))).isEqualTo(Finding.NOTHING);
        assertThat(position.read(id(8))).containsEntry("added", 6L);
    }

    private static StreamState state(long length, long last, long added, @Nullable Long first) {
        return new StreamState(length, id(last), added, first == null ? null : id(first));
    }

    private static void read(Position position, long... ids) {
        for (long id : ids) {
            position.read(id(id));
        }
    }

    private static StreamEntryID id(long time) {
        return new StreamEntryID(time, 0);
    }
}
