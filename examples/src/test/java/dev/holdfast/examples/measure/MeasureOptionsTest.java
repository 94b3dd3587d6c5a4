package dev.holdfast.examples.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.examples.command.UsageException;
import org.junit.jupiter.api.Test;

class MeasureOptionsTest {
    @Test
    void everythingIsMeasuredUnlessPartsAreNamed() throws UsageException {
        assertThat(MeasureOptions.parse().parts())
                .containsExactly("start", "noop", "blocking", "failing", "lateness", "exactly-once", "outage");
        assertThat(MeasureOptions.parse("--only", "noop").parts()).containsExactly("noop");
    }

    @Test
    void anUnknownPartIsRefused() {
        assertThatThrownBy(() -> MeasureOptions.parse("--only", "noop,everything"))
                .isInstanceOf(UsageException.class)
                .hasMessage(
                        "--only takes some of start,noop,blocking,failing,lateness,exactly-once,outage, not 'noop,everything'");
    }
}
