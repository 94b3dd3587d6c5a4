package dev.holdfast.internal.poll;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.Order;
import dev.holdfast.internal.dispatch.Lane;
import dev.holdfast.internal.dispatch.TestDispatcher;
import dev.holdfast.internal.offset.OffsetRing;
import dev.holdfast.spi.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tasks are offered but never published here, so nothing runs: the test marks what it wants to be done. */
class IntakeTest {
    private static final Limits WIDE = fixed(1_000_000, 1_000_000_000);

    private final Queue<Long> ran = new ConcurrentLinkedQueue<>();
    private final TestDispatcher dispatcher = TestDispatcher.of(Order.NONE, 1, (record, later) -> {
        ran.add(record.record().offset());
        return Verdict.Succeeded.WITHOUT_OUTPUTS;
    });

    @AfterEach
    void close() {
        dispatcher.dispatcher().close();
    }

    @Test
    void offsetsThatAreNotDeliveredArePassed() {
        Lane lane = dispatcher.lane(0, 10);
        Intake intake = opened(lane, WIDE, 10);
        intake.add(records(12, 13, 20));
        intake.readTo(25);
        assertThat(intake.feed()).isTrue();
        mark(lane, 12, 13, 20);
        assertThat(lane.ring().advance()).isEqualTo(25);
    }

    @Test
    void aTailWithoutRecordsIsPassed() {
        Lane lane = dispatcher.lane(0, 10);
        Intake intake = opened(lane, WIDE, 10);
        intake.readTo(11);
        assertThat(intake.feed()).isFalse();
        assertThat(lane.ring().advance()).isEqualTo(11);
    }

    @Test
    void gapsWiderThanTheWindowWaitForWhatIsBeforeThem() {
        Lane lane = dispatcher.lane(0, 0);
        Intake intake = opened(lane, WIDE, 0);
        long far = OffsetRing.WINDOW * 5L + 3;
        intake.add(records(5, far, far * 3));
        intake.readTo(far * 3 + 1);
        intake.feed();
        assertThat(intake.inFlight()).isEqualTo(1);
        assertThat(intake.wantsPause(false)).isTrue();
        assertThat(lane.ring().advance()).isEqualTo(5);
        mark(lane, 5);
        assertThat(lane.ring().advance()).isEqualTo(far);
        intake.feed();
        assertThat(intake.inFlight()).isEqualTo(1);
        mark(lane, far);
        assertThat(lane.ring().advance()).isEqualTo(far * 3);
        intake.feed();
        mark(lane, far * 3);
        assertThat(lane.ring().advance()).isEqualTo(far * 3 + 1);
        assertThat(intake.wantsPause(true)).isFalse();
    }

    @Test
    void theWindowHoldsThePartitionBehindAnOldRecord() {
        Lane lane = dispatcher.lane(0, 100);
        Intake intake = opened(lane, WIDE, 100);
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int offset = 100; offset < 100 + OffsetRing.WINDOW + 10; offset++) {
            records.add(record(offset, 1));
        }
        intake.add(records);
        intake.readTo(100 + OffsetRing.WINDOW + 10);
        intake.feed();
        assertThat(intake.wantsPause(false)).isTrue();
        long handedOut = intake.inFlight();
        assertThat(100 + handedOut).isEqualTo(lane.ring().limit());
        for (long offset = 101; offset < 100 + handedOut; offset++) {
            mark(lane, offset);
        }
        assertThat(lane.ring().advance()).isEqualTo(100);
        assertThat(intake.feed()).isFalse();
        mark(lane, 100);
        lane.ring().advance();
        assertThat(intake.feed()).isTrue();
        assertThat(intake.hasBacklog()).isFalse();
    }

    /** Small records can ask for much; and what was not polled here, for as much. */
    @Test
    void whatWaitsToBeWrittenIsInFlight() {
        Lane lane = dispatcher.lane(0, 0);
        Intake intake = opened(lane, fixed(1_000, 1_000_000), 0);
        lane.write(List.of(new ProducerRecord<>("out", new byte[1_000_000])), () -> {});
        intake.add(records(0));
        assertThat(intake.feed()).isFalse();
        assertThat(intake.wantsPause(false)).isTrue();
        assertThat(intake.bytesInFlight()).isGreaterThan(1_000_000);
        dispatcher.finished().remove().done();
        assertThat(intake.bytesInFlight()).isZero();
        assertThat(intake.feed()).isTrue();
    }

    @Test
    void whatTheMapMarksAsDoneIsNotHandedOut() {
        BitSet beyond = new BitSet();
        beyond.set(2);
        beyond.set(5, 8);
        Lane lane = dispatcher.lane(0, 50, beyond);
        Intake intake = opened(lane, WIDE, 50 + beyond.length());
        intake.add(records(50, 51, 52, 53, 54, 55, 56, 57, 58));
        intake.readTo(59);
        intake.feed();
        dispatcher.dispatcher().publish();
        await().until(() -> lane.ring().advance() == 59);
        assertThat(ran).containsExactly(50L, 51L, 53L, 54L, 58L);
    }

    @Test
    void thePartitionIsPausedAtItsLimitAndGoesOnAtThreeQuartersOfIt() {
        Lane lane = dispatcher.lane(0, 0);
        Intake intake = opened(lane, fixed(8, 1_000_000), 0);
        intake.add(records(0, 1, 2, 3, 4, 5, 6, 7, 8));
        intake.readTo(9);
        intake.feed();
        assertThat(intake.inFlight()).isEqualTo(8);
        assertThat(intake.wantsPause(false)).isTrue();
        mark(lane, 0);
        intake.feed();
        assertThat(intake.hasBacklog()).isFalse();
        assertThat(intake.wantsPause(false)).isFalse();
        assertThat(intake.wantsPause(true)).isTrue();
        mark(lane, 1, 2);
        assertThat(intake.inFlight()).isEqualTo(6);
        assertThat(intake.wantsPause(true)).isFalse();
    }

    @Test
    void bytesCountAsWellAndOneRecordMayExceedThem() {
        Lane lane = dispatcher.lane(0, 0);
        Intake intake = opened(lane, fixed(100, 1_000), 0);
        intake.add(List.of(record(0, 5_000), record(1, 10)));
        intake.readTo(2);
        intake.feed();
        assertThat(intake.inFlight()).isEqualTo(1);
        lane.ring().mark(0);
        lane.finished(1, 5_000);
        intake.feed();
        assertThat(intake.inFlight()).isEqualTo(1);
        assertThat(intake.hasBacklog()).isFalse();
    }

    @Test
    void nothingIsHandedOutBeforeItIsOpenOrAfterItIsHalted() {
        Lane lane = dispatcher.lane(0, 0);
        Intake intake = new Intake(lane, WIDE, 0);
        intake.add(records(0, 3));
        intake.readTo(4);
        assertThat(intake.wantsPause(false)).isTrue();
        assertThat(intake.feed()).isFalse();
        intake.open();
        lane.stop("test", Instant.EPOCH);
        assertThat(intake.feed()).isFalse();
        assertThat(lane.ring().advance()).isZero();
        assertThat(intake.wantsPause(true)).isTrue();
    }

    private static Limits fixed(long records, long bytes) {
        return new Limits(records, 0, bytes, 0);
    }

    private static Intake opened(Lane lane, Limits limits, long restoredUntil) {
        Intake intake = new Intake(lane, limits, restoredUntil);
        intake.open();
        return intake;
    }

    private static void mark(Lane lane, long... offsets) {
        for (long offset : offsets) {
            lane.ring().mark(offset);
            lane.finished(1, 1);
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(long... offsets) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (long offset : offsets) {
            records.add(record(offset, 1));
        }
        return records;
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, int bytes) {
        return TestDispatcher.record(0, offset, null, new byte[bytes]);
    }
}
