package dev.holdfast.retry.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.holdfast.Delivery;
import dev.holdfast.Order;
import dev.holdfast.spi.Admission;
import dev.holdfast.spi.Disposition;
import dev.holdfast.spi.HandlerInfo;
import dev.holdfast.spi.HandlerRecord;
import dev.holdfast.spi.PartitionLane;
import dev.holdfast.spi.Verdict;
import dev.holdfast.testkit.ManualClock;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class WaitingTest {
    private static final String TIER = "orders.g.retry.1";

    private final ManualClock clock = new ManualClock();
    private final RetryPolicy policy =
            RetryPolicy.NONE.withDelays(List.of(Duration.ofSeconds(10), Duration.ofMinutes(1)));
    private final RetryExtension extension =
            new RetryExtension(new HandlerInfo("h", "g", List.of("orders"), Order.KEY_UNTIL_RETRY, 1), policy, clock);
    private final List<Long> resumed = new ArrayList<>();
    private final List<Disposition> settled = new ArrayList<>();
    private int largest = Integer.MAX_VALUE;

    private record Lane(TopicPartition partition, WaitingTest test) implements PartitionLane {
        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void submit(ConsumerRecord<byte[], byte[]> record, Delivery delivery) {}

        @Override
        public void write(List<ProducerRecord<byte[], byte[]>> records, Runnable written) {}

        @Override
        public boolean fits(ProducerRecord<byte[], byte[]> record) {
            int size = 0;
            for (var header : record.headers()) {
                size += header.value().length;
            }
            return size <= test.largest;
        }

        @Override
        public void note(byte[] note) {}

        @Override
        public byte[] committedNote() {
            return new byte[0];
        }
    }

    private final Lane tier = new Lane(new TopicPartition(TIER, 0), this);
    private final Lane source = new Lane(new TopicPartition("orders", 0), this);

    WaitingTest() {
        extension.onAssigned(tier);
        extension.onAssigned(source);
    }

    private record Given(ConsumerRecord<byte[], byte[]> record, Delivery delivery, Lane lane, WaitingTest test)
            implements HandlerRecord {
        @Override
        public void resume() {
            test.resumed.add(record.offset());
        }

        @Override
        public void settle(Disposition disposition) {
            test.settled.add(disposition);
        }
    }

    private static ConsumerRecord<byte[], byte[]> polled(String topic, long offset, Headers headers) {
        return new ConsumerRecord<>(
                topic,
                0,
                offset,
                0,
                TimestampType.CREATE_TIME,
                1,
                1,
                new byte[1],
                new byte[1],
                headers,
                Optional.empty());
    }

    private Given waiting(long offset, Instant due) {
        Trail trail = new Trail(
                new Origin("orders", 0, 5, Instant.EPOCH),
                1,
                clock.now(),
                clock.now(),
                due,
                "g",
                "h",
                new Failure("failed", "", "", "", ""),
                0);
        ConsumerRecord<byte[], byte[]> record = polled(TIER, offset, FailedRecord.copy(new RecordHeaders(), trail));
        return new Given(record, Objects.requireNonNull(extension.deliveryOf(record)), tier, this);
    }

    private Given fresh(int attempt) {
        ConsumerRecord<byte[], byte[]> record = polled("orders", 7, new RecordHeaders());
        Delivery delivery = new Delivery("orders", 0, 7, Instant.EPOCH, record.headers(), attempt, Optional.empty());
        return new Given(record, delivery, source, this);
    }

    private static Verdict.Failed failed(Throwable cause, @Nullable Duration after) {
        return new Verdict.Failed(Verdict.Kind.MAY_PASS, "failed", cause, "it failed", after);
    }

    private Map<String, Long> counted() {
        Map<String, Long> totals = new TreeMap<>(extension.totals());
        totals.values().removeIf(total -> total == 0);
        return totals;
    }

    private static ProducerRecord<byte[], byte[]> write(Disposition disposition) {
        assertThat(disposition).isInstanceOf(Disposition.Done.class);
        return ((Disposition.Done) disposition).writes().get(0);
    }

    private static @Nullable Instant due(ProducerRecord<byte[], byte[]> write) {
        return TrailReader.read(write.headers()).dueAt();
    }

    @Test
    void aRecordIsResumedWhenItIsDueAndNeverBefore() {
        assertThat(extension.admit(waiting(0, clock.now().plus(Duration.ofHours(25)))))
                .isInstanceOf(Admission.Hold.class);
        clock.tick(Duration.ofHours(25).minusNanos(1));
        assertThat(resumed).isEmpty();
        clock.tick(Duration.ofNanos(1));
        assertThat(resumed).containsExactly(0L);
    }

    @Test
    void whatIsDueFirstGoesFirst() {
        extension.admit(waiting(0, clock.now().plusSeconds(9)));
        extension.admit(waiting(1, clock.now().plusSeconds(3)));
        clock.tick(Duration.ofSeconds(10));
        assertThat(resumed).containsExactly(1L, 0L);
    }

    @Test
    void aRecordThatPinsHalfTheWindowIsWrittenAgainWithTheSameAttemptAndDue() {
        Instant due = clock.now().plus(Duration.ofHours(25));
        extension.admit(waiting(0, due));
        extension.admit(waiting(WaitingRoom.MOST_BEHIND, clock.now().plusSeconds(60)));
        assertThat(settled).isEmpty();
        extension.admit(waiting(WaitingRoom.MOST_BEHIND + 1, clock.now().plusSeconds(60)));

        ProducerRecord<byte[], byte[]> again = write(settled.get(0));
        assertThat(again.topic()).isEqualTo(TIER);
        assertThat(again.partition()).isZero();
        assertThat(due(again)).isEqualTo(due);
        assertThat(TrailReader.read(again.headers()).attempts()).isEqualTo(1);
        clock.tick(Duration.ofHours(30));
        assertThat(settled).hasSize(1);
        assertThat(resumed).containsExactly(WaitingRoom.MOST_BEHIND, WaitingRoom.MOST_BEHIND + 1);
    }

    @Test
    void whatIsDueBeforeTheNewestIsNeverWrittenAgainHoweverMuchWaits() {
        extension.admit(waiting(0, clock.now().plusSeconds(600)));
        extension.admit(waiting(30_000, clock.now().plusSeconds(600)));
        assertThat(settled).isEmpty();
        extension.admit(waiting(30_001, clock.now().plusSeconds(599)));
        assertThat(settled).hasSize(1);
    }

    @Test
    void figuresTellHowManyAttemptsAreOwedAndWhenTheFirstOfThemIsDue() {
        Instant due = clock.now().plusSeconds(3);
        extension.admit(waiting(0, clock.now().plusSeconds(9)));
        Given first = waiting(1, due);
        extension.admit(first);

        assertThat(extension.figures(tier))
                .containsOnly(
                        entry("retry-tier", 1L), entry("retry-waiting", 2L), entry("retry-due-ms", due.toEpochMilli()));
        assertThat(extension.figures(source)).isEmpty();

        clock.tick(Duration.ofSeconds(4));
        assertThat(extension.figures(tier)).as("it runs").containsEntry("retry-waiting", 2L);
        extension.route(first, Verdict.Succeeded.WITHOUT_OUTPUTS);
        assertThat(extension.figures(tier))
                .containsEntry("retry-waiting", 1L)
                .containsEntry("retry-due-ms", due.plusSeconds(6).toEpochMilli());
    }

    @Test
    void totalsTellHowLateAttemptsBegin() {
        extension.admit(waiting(0, clock.now().minusMillis(250)));
        extension.admit(waiting(1, clock.now().plusSeconds(3)));
        clock.tick(Duration.ofSeconds(3));

        assertThat(counted()).containsOnly(entry("late-records/1", 2L), entry("late-ms/1", 250L));
    }

    @Test
    void whatIsWrittenIsCountedWhenItIsCommitted() {
        Disposition again = extension.route(fresh(1), failed(new IllegalStateException(), null));
        Disposition dead = extension.route(fresh(3), failed(new IllegalStateException(), null));
        assertThat(counted()).isEmpty();
        assertThat(extension.totals()).containsEntry("retried/2", 0L).containsEntry("dead-lettered/rejected", 0L);

        ((Disposition.Done) again).listener().committed(new long[1]);
        ((Disposition.Done) dead).listener().committed(new long[1]);
        assertThat(counted()).containsOnly(entry("retried/1", 1L), entry("dead-lettered/retries-exhausted", 1L));
    }

    @Test
    void nothingIsResumedAfterThePartitionIsGone() {
        extension.admit(waiting(0, clock.now().plusSeconds(9)));
        extension.onRevoked(tier);
        clock.tick(Duration.ofMinutes(1));
        assertThat(resumed).isEmpty();
    }

    @Test
    void aForgedTimeInTheFarFutureIsBroughtNear() {
        extension.admit(waiting(0, Instant.parse("9999-01-01T00:00:00Z")));
        clock.tick(Duration.ofMinutes(1).plus(Duration.ofDays(6)));
        assertThat(resumed).containsExactly(0L);
    }

    @Test
    void theHandlersDelayTakesTheLargestTierThatIsNotLonger() {
        assertThat(write(extension.route(fresh(1), failed(new Exception(), Duration.ofSeconds(59))))
                        .topic())
                .isEqualTo("orders.g.retry.1");
        assertThat(write(extension.route(fresh(1), failed(new Exception(), Duration.ofSeconds(1))))
                        .topic())
                .isEqualTo("orders.g.retry.1");
        ProducerRecord<byte[], byte[]> long25 =
                write(extension.route(fresh(1), failed(new Exception(), Duration.ofHours(25))));
        assertThat(long25.topic()).isEqualTo("orders.g.retry.2");
        assertThat(due(long25)).isEqualTo(clock.now().plus(Duration.ofHours(25)));
        assertThat(long25.timestamp()).isNull();
        ProducerRecord<byte[], byte[]> clamped =
                write(extension.route(fresh(1), failed(new Exception(), Duration.ofDays(99))));
        assertThat(due(clamped))
                .isEqualTo(clock.now().plus(Duration.ofMinutes(1)).plus(Duration.ofDays(6)));
    }

    @Test
    void attemptsAreBoundedWhateverTheHandlerAsksFor() {
        assertThat(write(extension.route(fresh(3), failed(new Exception(), Duration.ofSeconds(59))))
                        .topic())
                .isEqualTo("orders.g.dead-letter");
        assertThat(write(extension.route(fresh(2), failed(new Exception(), null)))
                        .topic())
                .isEqualTo("orders.g.retry.2");
    }

    @Test
    void aCodecThatIsAwayIsNobodysFailure() {
        assertThat(extension.route(
                        fresh(3),
                        new Verdict.Failed(Verdict.Kind.MAY_PASS, "codec-unavailable", null, "registry away", null)))
                .isInstanceOf(Disposition.Unchanged.class);
    }

    @Test
    void aStackTraceIsPrintedForDeadLettersOnly() {
        AtomicInteger printed = new AtomicInteger();
        Exception cause = new Exception("away") {
            private static final long serialVersionUID = 1L;

            @Override
            public void printStackTrace(PrintWriter writer) {
                printed.incrementAndGet();
                super.printStackTrace(writer);
            }
        };
        assertThat(write(extension.route(fresh(1), failed(cause, null))).topic())
                .isEqualTo("orders.g.retry.1");
        assertThat(printed).hasValue(0);
        assertThat(write(extension.route(fresh(3), failed(cause, null))).topic())
                .isEqualTo("orders.g.dead-letter");
        assertThat(printed).hasValue(1);
    }

    @Test
    void aRecordThatIsTooLargeLosesItsStackTraceThenItsMessageAndIsLeftToTheBrokerThen() {
        Exception cause = new Exception("m".repeat(500));
        Disposition whole = extension.route(fresh(3), failed(cause, null));
        assertThat(TrailReader.read(write(whole).headers()).failure().stackTrace())
                .isNotEmpty();
        largest = 800;
        Failure shorter = TrailReader.read(
                        write(extension.route(fresh(3), failed(cause, null))).headers())
                .failure();
        assertThat(shorter.stackTrace()).isEmpty();
        assertThat(shorter.message()).hasSize(500);
        largest = 300;
        assertThat(TrailReader.read(write(extension.route(fresh(3), failed(cause, null)))
                                .headers())
                        .failure()
                        .message())
                .isEmpty();
        largest = 10;
        ProducerRecord<byte[], byte[]> unfit = write(extension.route(fresh(3), failed(cause, null)));
        assertThat(unfit.topic()).isEqualTo("orders.g.dead-letter");
        assertThat(TrailReader.read(unfit.headers()).failure().message()).isEmpty();
    }

    @Test
    void theLogLineOfAFailureNamesTheNextTry() {
        assertThat(extension.route(fresh(2), failed(new Exception(), null)))
                .isInstanceOfSatisfying(Disposition.Done.class, done -> assertThat(done.next())
                        .isEqualTo("next attempt at 2030-01-01T00:01:00Z from orders.g.retry.2"));
        assertThat(extension.route(fresh(3), failed(new Exception(), null)))
                .isInstanceOfSatisfying(Disposition.Done.class, done -> assertThat(done.next())
                        .isEqualTo("dead letter in orders.g.dead-letter, retries-exhausted"));
    }
}
