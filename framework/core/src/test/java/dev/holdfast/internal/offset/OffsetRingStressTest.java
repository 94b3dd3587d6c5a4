package dev.holdfast.internal.offset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OffsetRingStressTest {
    private static final int OFFSETS = 600_000;

    @ParameterizedTest
    @ValueSource(longs = {0, 63, (1L << 40) + 17})
    void noMarkIsLostAndTheFrontierPassesNothingThatIsNotMarked(long start) throws Exception {
        OffsetRing ring = new OffsetRing(start);
        AtomicLong next = new AtomicLong(start);
        AtomicLongArray marked = new AtomicLongArray(OFFSETS / Long.SIZE + 1);
        AtomicBoolean stop = new AtomicBoolean();
        long end = start + OFFSETS;
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<?>> markers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                markers.add(threads.submit(() -> mark(ring, next, marked, start, end, stop)));
            }
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            long last = start;
            while (last < end) {
                assertThat(System.nanoTime()).as("frontier at %s", last - start).isLessThan(deadline);
                long frontier = ring.takeChanged() ? ring.advance() : ring.frontier();
                for (long offset = last; offset < frontier; offset++) {
                    assertThat(marked.get((int) ((offset - start) >> 6)) & (1L << (offset - start)))
                            .as("offset %s of frontier %s", offset, frontier)
                            .isNotZero();
                }
                last = frontier;
            }
            for (Future<?> marker : markers) {
                marker.get(10, TimeUnit.SECONDS);
            }
            assertThat(last).isEqualTo(end);
            assertThat(ring.beyondFrontier().cardinality()).isZero();
        } finally {
            stop.set(true);
            threads.shutdownNow();
        }
    }

    private static void mark(
            OffsetRing ring, AtomicLong next, AtomicLongArray marked, long start, long end, AtomicBoolean stop) {
        long offset = next.getAndIncrement();
        while (offset < end) {
            while (offset >= ring.limit()) {
                if (stop.get()) {
                    return;
                }
                Thread.onSpinWait();
            }
            int bit = (int) (offset - start);
            marked.getAndUpdate(bit >> 6, word -> word | (1L << bit));
            ring.mark(offset);
            offset = next.getAndIncrement();
        }
    }

    @Test
    void farGapsArePassedWhileOthersMark() throws Exception {
        OffsetRing ring = new OffsetRing(5);
        AtomicBoolean stop = new AtomicBoolean();
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<Long> handsOut = threads.submit(() -> handOutWithGaps(ring, stop));
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (!handsOut.isDone()) {
                assertThat(System.nanoTime()).isLessThan(deadline);
                ring.advance();
            }
            assertThat(ring.advance()).isEqualTo(handsOut.get());
            assertThat(ring.beyondFrontier().cardinality()).isZero();
        } finally {
            stop.set(true);
            threads.shutdownNow();
        }
    }

    private static long handOutWithGaps(OffsetRing ring, AtomicBoolean stop) {
        long expected = 5;
        for (int round = 0; round < 2_000; round++) {
            for (int i = 0; i < 50; i++) {
                while (expected >= ring.limit() && !stop.get()) {
                    Thread.onSpinWait();
                }
                ring.mark(expected++);
            }
            long to = expected + 1 + round * 37L % 100_000;
            ring.passFarGap(expected, to);
            expected = to;
            while (ring.passesFarGap() && !stop.get()) {
                Thread.onSpinWait();
            }
        }
        return expected;
    }
}
