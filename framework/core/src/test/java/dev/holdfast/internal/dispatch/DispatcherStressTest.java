package dev.holdfast.internal.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.Order;
import dev.holdfast.spi.HandlerRecord;
import dev.holdfast.spi.Verdict;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DispatcherStressTest {
    private static final int PARTITIONS = 3;

    @ParameterizedTest
    @CsvSource({
        "KEY, 1, 1",
        "KEY, 2, 50",
        "KEY, 16, 3000",
        "KEY, 64, 20000",
        "PARTITION, 16, 10",
        "NONE, 1, 10",
        "NONE, 64, 10"
    })
    void everyRecordRunsOnceAndInOrderWhateverTheBursts(Order order, int workers, int keys) {
        int records = 60_000;
        Runs runs = new Runs(records, keys, order);
        TestDispatcher test = TestDispatcher.of(order, workers, (record, later) -> {
            runs.ran(record);
            return Verdict.Succeeded.WITHOUT_OUTPUTS;
        });
        burst(test, records, keys, 1);
        await().atMost(Duration.ofSeconds(30)).until(() -> runs.total.get() >= records);
        assertThat(runs.total).hasValue(records);
        assertThat(runs.wrong).hasValue(0);
        assertThat(test.errors()).isEmpty();
        test.dispatcher().close();
    }

    @Test
    void failuresAndAsynchronousResultsKeepTheOrderToo() throws Exception {
        int records = 40_000;
        int keys = 300;
        Runs runs = new Runs(records, keys, Order.KEY);
        ExecutorService others = Executors.newFixedThreadPool(2);
        try {
            TestDispatcher test = TestDispatcher.async(Order.KEY, 8, (record, later) -> {
                long offset = record.record().offset();
                if (record.delivery().attempt() == 1 && offset % 7 == 0) {
                    return new Verdict.Failed(Verdict.Kind.MAY_PASS, "test", null, "", null);
                }
                if (offset % 3 == 0) {
                    runs.ran(record);
                    return Verdict.Succeeded.WITHOUT_OUTPUTS;
                }
                others.execute(() -> {
                    runs.ran(record);
                    later.accept(Verdict.Succeeded.WITHOUT_OUTPUTS);
                });
                return null;
            });
            burst(test, records, keys, 2);
            await().atMost(Duration.ofSeconds(30)).until(() -> runs.total.get() >= records);
            await().atMost(Duration.ofSeconds(5)).until(() -> !test.dispatcher().isRunning());
            assertThat(runs.total).hasValue(records);
            assertThat(runs.wrong).hasValue(0);
            assertThat(test.errors()).isEmpty();
            test.dispatcher().close();
        } finally {
            others.shutdownNow();
        }
    }

    @Test
    void aHandlerThatBlocksGetsAllItsWorkersThoughItWasFast() throws Exception {
        int workers = 32;
        CountDownLatch blocked = new CountDownLatch(workers);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        TestDispatcher test = TestDispatcher.of(Order.NONE, workers, (record, later) -> {
            if (calls.incrementAndGet() > 10_000) {
                blocked.countDown();
                awaitQuietly(release);
            }
            return Verdict.Succeeded.WITHOUT_OUTPUTS;
        });
        Lane lane = test.lane(0, 0);
        for (int offset = 0; offset < 10_000 + workers; offset++) {
            test.dispatcher().offer(TestDispatcher.record(0, offset, null, null), lane);
        }
        test.dispatcher().publish();
        await().pollInterval(Duration.ofMillis(2))
                .atMost(Duration.ofSeconds(10))
                .until(() -> {
                    test.dispatcher().lookForStandstill();
                    return blocked.getCount() == 0;
                });
        release.countDown();
        test.dispatcher().close();
    }

    @Test
    void nothingBeginsInAHaltedLaneAndNothingOfAClosedOneCounts() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AtomicInteger calls = new AtomicInteger();
        TestDispatcher test = TestDispatcher.of(Order.KEY, 4, (record, later) -> {
            calls.incrementAndGet();
            running.countDown();
            awaitQuietly(release);
            return Verdict.Succeeded.WITHOUT_OUTPUTS;
        });
        Lane lane = test.lane(0, 0);
        for (int offset = 0; offset < 10; offset++) {
            test.dispatcher().offer(TestDispatcher.record(0, offset, new byte[] {1}, null), lane);
        }
        test.dispatcher().publish();
        assertThat(running.await(5, TimeUnit.SECONDS)).isTrue();
        lane.halt();
        assertThat(test.dispatcher().isRunning(lane)).isTrue();
        lane.close();
        release.countDown();
        await().until(() -> !test.dispatcher().isRunning());
        assertThat(calls).hasValue(1);
        assertThat(lane.ring().advance()).isZero();
        test.dispatcher().close();
    }

    private static void burst(TestDispatcher test, int records, int keys, long seed) {
        Random random = new Random(seed);
        Lane[] lanes = new Lane[PARTITIONS];
        for (int partition = 0; partition < PARTITIONS; partition++) {
            lanes[partition] = test.lane(partition, 0);
        }
        int sent = 0;
        while (sent < records) {
            int burst = 1 + random.nextInt(random.nextInt(10) == 0 ? 5_000 : 20);
            for (int i = 0; i < burst && sent < records; i++, sent++) {
                int key = random.nextInt(keys);
                byte[] bytes = ByteBuffer.allocate(4).putInt(key).array();
                Lane lane = lanes[key % PARTITIONS];
                lane.ring().advance();
                test.dispatcher().offer(TestDispatcher.record(key % PARTITIONS, sent, bytes, null), lane);
            }
            test.dispatcher().publish();
            test.dispatcher().lookForStandstill();
            if (random.nextInt(3) == 0) {
                LockSupport.parkNanos(random.nextInt(200_000));
            }
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What ran, and whether the offsets of each key only grew. */
    private static final class Runs {
        private final AtomicInteger total = new AtomicInteger();
        private final AtomicInteger wrong = new AtomicInteger();
        private final AtomicIntegerArray seen;
        private final AtomicIntegerArray last;
        private final Order order;

        Runs(int records, int keys, Order order) {
            this.seen = new AtomicIntegerArray(records);
            this.last = new AtomicIntegerArray(keys + PARTITIONS);
            this.order = order;
        }

        void ran(HandlerRecord record) {
            int offset = (int) record.record().offset();
            if (seen.incrementAndGet(offset) != 1) {
                wrong.incrementAndGet();
            }
            int slot = order == Order.PARTITION
                    ? record.record().partition()
                    : ByteBuffer.wrap(record.record().key()).getInt();
            if (order != Order.NONE && last.getAndSet(slot, offset + 1) > offset) {
                wrong.incrementAndGet();
            }
            total.incrementAndGet();
        }
    }
}
