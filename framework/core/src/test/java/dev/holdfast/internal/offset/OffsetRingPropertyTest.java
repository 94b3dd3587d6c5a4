package dev.holdfast.internal.offset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class OffsetRingPropertyTest {
    @Property(tries = 200)
    void saysWhatAPlainSetOfOffsetsSays(
            @ForAll @LongRange(min = 0, max = 1L << 40) long start,
            @ForAll long seed,
            @ForAll @IntRange(max = 2) int pace) {
        Random random = new Random(seed);
        Model model = new Model(start);
        OffsetRing ring = new OffsetRing(start);
        for (int step = 0; step < 300; step++) {
            switch (random.nextInt(9)) {
                case 0, 1, 2 -> model.markOne(ring, random);
                case 3, 4 -> model.markRange(ring, random, pace);
                case 5 -> model.fillUp(ring, random);
                case 6 -> model.fillAroundOne(ring, random);
                case 7 -> model.passFarGap(ring, random);
                default -> model.compare(ring);
            }
        }
        model.compare(ring);
    }

    @Property(tries = 100)
    void aRestoredRingIsTheRingThatWasSaved(@ForAll @LongRange(min = 0, max = 1L << 40) long start, @ForAll long seed) {
        Random random = new Random(seed);
        Model model = new Model(start);
        OffsetRing ring = new OffsetRing(start);
        for (int step = 0; step < 20; step++) {
            model.markRange(ring, random, 1);
        }
        long frontier = ring.advance();
        OffsetRing restored = new OffsetRing(frontier);
        restored.restore(ring.beyondFrontier());
        assertThat(restored.advance()).isEqualTo(frontier);
        assertThat(restored.beyondFrontier()).isEqualTo(ring.beyondFrontier());
        for (long offset = frontier; offset < ring.limit(); offset++) {
            assertThat(restored.isDone(offset)).isEqualTo(ring.isDone(offset));
        }
    }

    /** The offsets from the start on as bits of one growing set, with the rules of who may mark what. */
    private static final class Model {
        private final long start;
        private final BitSet done = new BitSet();
        private long frontier;
        private long gapFrom = -1;
        private long gapTo;

        Model(long start) {
            this.start = start;
            this.frontier = start;
        }

        private long limit(OffsetRing ring) {
            return gapFrom >= 0 ? gapFrom : ring.limit();
        }

        private long within(OffsetRing ring, Random random) {
            long room = limit(ring) - frontier;
            long bound = random.nextInt(4) == 0 ? room : Math.min(room, 200);
            return bound <= 0 ? -1 : frontier + random.nextInt((int) bound);
        }

        void markOne(OffsetRing ring, Random random) {
            long offset = within(ring, random);
            if (offset >= 0) {
                ring.mark(offset);
                done.set((int) (offset - start));
            }
        }

        void markRange(OffsetRing ring, Random random, int pace) {
            long from = within(ring, random);
            if (from >= 0) {
                long to = Math.min(from + random.nextInt(1 << (pace * 7 + 1)), limit(ring));
                ring.markRange(from, to);
                done.set((int) (from - start), (int) (to - start));
            }
        }

        void fillUp(OffsetRing ring, Random random) {
            long to = random.nextBoolean() ? limit(ring) : within(ring, random);
            if (to > frontier) {
                ring.markRange(frontier, to);
                done.set((int) (frontier - start), (int) (to - start));
            }
        }

        void fillAroundOne(OffsetRing ring, Random random) {
            long hole = within(ring, random);
            if (hole >= 0) {
                long end = limit(ring);
                ring.markRange(frontier, hole);
                ring.markRange(hole + 1, end);
                done.set((int) (frontier - start), (int) (hole - start));
                done.set((int) (hole + 1 - start), (int) (end - start));
            }
        }

        void passFarGap(OffsetRing ring, Random random) {
            long from = Math.max(frontier, start + done.length());
            if (gapFrom < 0 && from <= ring.limit()) {
                gapFrom = from;
                gapTo = from + 1 + random.nextInt(random.nextBoolean() ? 100 : 100_000);
                ring.passFarGap(gapFrom, gapTo);
            }
        }

        void compare(OffsetRing ring) {
            frontier = start + done.nextClearBit((int) (frontier - start));
            if (frontier == gapFrom) {
                done.set((int) (gapFrom - start), (int) (gapTo - start));
                frontier = gapTo;
                gapFrom = -1;
            }
            assertThat(ring.advance()).isEqualTo(frontier);
            assertThat(ring.frontier()).isEqualTo(frontier);
            assertThat(ring.passesFarGap()).isEqualTo(gapFrom >= 0);
            BitSet beyond = done.get((int) (frontier - start), Math.max((int) (frontier - start), done.length()));
            assertThat(ring.beyondFrontier()).isEqualTo(beyond);
            assertThat(ring.beyondFrontier().cardinality()).isEqualTo(beyond.cardinality());
        }
    }
}
