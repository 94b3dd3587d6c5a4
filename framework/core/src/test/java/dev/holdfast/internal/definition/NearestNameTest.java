package dev.holdfast.internal.definition;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class NearestNameTest {
    @Test
    void countsTheEditsBetweenTwoNames() {
        assertThat(NearestName.distance("", "")).isZero();
        assertThat(NearestName.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(NearestName.distance("", "abc")).isEqualTo(3);
    }

    @Property(tries = 200)
    void isAMetric(
            @ForAll @AlphaChars @StringLength(max = 8) String a,
            @ForAll @AlphaChars @StringLength(max = 8) String b,
            @ForAll @AlphaChars @StringLength(max = 8) String c) {
        assertThat(NearestName.distance(a, b)).isEqualTo(NearestName.distance(b, a));
        assertThat(NearestName.distance(a, b) == 0).isEqualTo(a.equals(b));
        assertThat(NearestName.distance(a, c))
                .isLessThanOrEqualTo(NearestName.distance(a, b) + NearestName.distance(b, c));
    }

    @Test
    void findsTheNearest() {
        assertThat(NearestName.of("shup", List.of("stop", "shop", "chip"))).contains("shop");
    }

    @Test
    void saysNothingRatherThanSomethingFarAway() {
        assertThat(NearestName.of("orders", List.of("payments"))).isEmpty();
        assertThat(NearestName.hint("orders", List.of())).isEmpty();
    }
}
