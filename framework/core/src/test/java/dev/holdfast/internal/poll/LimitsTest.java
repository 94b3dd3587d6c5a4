package dev.holdfast.internal.poll;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Order;
import dev.holdfast.internal.dispatch.TestDispatcher;
import dev.holdfast.internal.offset.OffsetRing;
import dev.holdfast.spi.Verdict;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nothing that is handed out is ever done here. */
class LimitsTest {
    private static final int PARTITIONS = 16;
    private static final int ALL_RECORDS = 131_072;
    private static final int EVEN = ALL_RECORDS / 2 / PARTITIONS;
    private static final int POLLED = 5_000;

    private final TestDispatcher dispatcher =
            TestDispatcher.of(Order.NONE, 1, (record, later) -> Verdict.Succeeded.WITHOUT_OUTPUTS);
    private final List<Intake> intakes = IntStream.range(0, PARTITIONS)
            .mapToObj(partition -> new Intake(dispatcher.lane(partition, 0), Limits.shared(List.of()), 0))
            .toList();

    @AfterEach
    void close() {
        dispatcher.dispatcher().close();
    }

    @Test
    void aBusyPartitionBesideIdleOnesGetsAsMuchAsItsWindowTakes() {
        fill(1);
        assertThat(inFlight(0)).isEqualTo(OffsetRing.WINDOW);
    }

    @Test
    void whoeverComesLaterStillGetsHalfOfTheRestAndNeverLessThanTheEvenShare() {
        fill(1);
        fill(2);
        long rest = ALL_RECORDS / 2 - (OffsetRing.WINDOW - EVEN);
        assertThat(inFlight(1)).isBetween(EVEN + rest / 2 - 2, EVEN + rest / 2);
        fill(PARTITIONS);
        assertThat(intakes).allSatisfy(intake -> assertThat(intake.inFlight()).isGreaterThanOrEqualTo(EVEN));
        assertThat(intakes.stream().mapToLong(Intake::inFlight).sum())
                .isBetween(ALL_RECORDS * 9L / 10, (long) ALL_RECORDS);
    }

    @Test
    void aPartitionThatHasMoreThanItsLimitByNowIsPausedUntilItIsWellBelow() {
        fill(1);
        Intake first = intakes.get(0);
        assertThat(first.wantsPause(false)).isTrue();
        first.forget();
        assertThat(first.wantsPause(true)).isTrue();
        first.lane().finished((int) first.inFlight() / 2, 0);
        first.limits(Limits.shared(intakes));
        assertThat(first.wantsPause(true)).isFalse();
    }

    private long inFlight(int partition) {
        return intakes.get(partition).inFlight();
    }

    /** Has partitions read and handed out until none of the first so many takes more. */
    private void fill(int busy) {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (Intake intake : intakes.subList(0, busy)) {
                intake.open();
                if (!intake.hasBacklog()) {
                    intake.add(polled(intake));
                }
                intake.limits(Limits.shared(intakes));
                moved |= intake.feed();
            }
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> polled(Intake intake) {
        long from = intake.position();
        intake.readTo(from + POLLED);
        return LongStream.range(from, from + POLLED)
                .mapToObj(offset ->
                        TestDispatcher.record(intake.lane().partition().partition(), offset, null, new byte[1]))
                .toList();
    }
}
