package dev.holdfast.deadletter.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

class OffsetSetTest {
    @Property
    void itIsASet(
            @ForAll List<@LongRange(min = 0, max = 9_000) Long> added,
            @ForAll List<@LongRange(min = 0, max = 9_000) Long> removed,
            @ForAll @LongRange(min = 0, max = 1L << 40) long base) {
        OffsetSet set = new OffsetSet();
        Set<Long> expected = new HashSet<>();
        for (long offset : added) {
            set.add(base + offset);
            expected.add(offset);
        }
        for (long offset : removed) {
            set.remove(base + offset);
            expected.remove(offset);
        }

        for (long offset = 0; offset <= 9_000; offset++) {
            assertThat(set.contains(base + offset)).isEqualTo(expected.contains(offset));
        }
    }
}
