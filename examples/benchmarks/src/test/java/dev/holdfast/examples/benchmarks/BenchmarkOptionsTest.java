package dev.holdfast.examples.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.examples.command.UsageException;
import org.junit.jupiter.api.Test;

class BenchmarkOptionsTest {
    @Test
    void aQuickRunHasFewerRoundsUnlessTheyAreGiven() throws UsageException {
        assertThat(BenchmarkOptions.parse().scale().rounds()).isEqualTo(5);
        assertThat(BenchmarkOptions.parse("--quick").scale().rounds()).isEqualTo(3);
        assertThat(BenchmarkOptions.parse("--rounds", "7", "--quick").scale().rounds())
                .isEqualTo(7);
    }

    @Test
    void partsAreTakenInTheirOwnOrder() throws UsageException {
        assertThat(BenchmarkOptions.parse("--only", "retries,noop").parts())
                .containsExactly(Catalogue.NOOP, Catalogue.RETRYING);
        assertThat(BenchmarkOptions.parse().parts()).containsExactly(Catalogue.values());
    }

    @Test
    void anUnknownPartIsRefused() {
        assertThatThrownBy(() -> BenchmarkOptions.parse("--only", "noop,retires"))
                .isInstanceOf(UsageException.class)
                .hasMessageStartingWith("--only takes some of noop,")
                .hasMessageEndingWith("not 'noop,retires'");
    }
}
