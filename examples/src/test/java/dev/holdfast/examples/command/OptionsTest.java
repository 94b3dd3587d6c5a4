package dev.holdfast.examples.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {
    private static final List<String> KNOWN = List.of("--records", "--json");

    @Test
    void valuesComeAfterTheNameOrAfterAnEqualsSign() throws UsageException {
        Options options = Options.parse(KNOWN, "--records", "1_000", "--json=a=b");
        assertThat(options.number("--records", 5, 1, 2_000)).isEqualTo(1_000);
        assertThat(options.text("--json")).contains("a=b");
    }

    @Test
    void whatIsNotGivenHasItsDefault() throws UsageException {
        Options options = Options.parse(KNOWN);
        assertThat(options.number("--records", 5, 1, 2_000)).isEqualTo(5);
        assertThat(options.text("--json")).isEmpty();
        assertThat(options.file("--json")).isEmpty();
    }

    @Test
    void anUnknownOptionIsNamedBesideThoseThatThereAre() {
        assertUsage("'--recods' is no option; there are --records, --json", "--recods", "5");
        assertUsage("'5' is no option; there are --records, --json", "5");
    }

    @Test
    void anOptionWithoutValueOrGivenTwiceIsRefused() {
        assertUsage("--records needs a value", "--records");
        assertUsage("--records needs a value", "--records", "--json", "x");
        assertUsage("--records is there twice", "--records", "1", "--records=2");
    }

    @Test
    void aFlagTakesNoValue() throws UsageException {
        Options options = Options.parse(KNOWN, List.of("--quick"), "--quick", "--records", "7");
        assertThat(options.flag("--quick")).isTrue();
        assertThat(options.number("--records", 5, 1, 2_000)).isEqualTo(7);
        assertThat(Options.parse(KNOWN, List.of("--quick")).flag("--quick")).isFalse();
        assertThatThrownBy(() -> Options.parse(KNOWN, List.of("--quick"), "--json", "--quick"))
                .isInstanceOf(UsageException.class)
                .hasMessage("--json needs a value");
        assertThatThrownBy(() -> Options.parse(KNOWN, List.of("--quick"), "--quick=yes"))
                .isInstanceOf(UsageException.class)
                .hasMessage("'--quick=yes' is no option; there are --quick, --records, --json");
    }

    @Test
    void numbersAreWholeAndWithinTheirBounds() throws UsageException {
        for (String wrong : List.of("many", "", "1.5", "0", "2001", "99999999999")) {
            Options options = Options.parse(KNOWN, "--records", wrong);
            assertThatThrownBy(() -> options.number("--records", 5, 1, 2_000))
                    .isInstanceOf(UsageException.class)
                    .hasMessage("--records takes a whole number from 1 to 2000, not '" + wrong + "'");
        }
    }

    @Test
    void aFileMustBeOneThatCanBeWritten(@TempDir Path folder) throws UsageException {
        Path file = folder.resolve("out.json");
        assertThat(Options.parse(KNOWN, "--json", file.toString()).file("--json"))
                .contains(file);
        for (Path wrong : List.of(folder, folder.resolve("missing").resolve("out.json"))) {
            Options options = Options.parse(KNOWN, "--json", wrong.toString());
            assertThatThrownBy(() -> options.file("--json"))
                    .isInstanceOf(UsageException.class)
                    .hasMessageStartingWith("--json takes a file in a folder that is there");
        }
    }

    private static void assertUsage(String message, String... arguments) {
        assertThatThrownBy(() -> Options.parse(KNOWN, arguments))
                .isInstanceOf(UsageException.class)
                .hasMessage(message);
    }
}
