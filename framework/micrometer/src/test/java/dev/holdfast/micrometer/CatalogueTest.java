package dev.holdfast.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CatalogueTest {
    private static final Path PAGE = Path.of("..", "..", "docs", "metrics.md");
    private static final String BEGIN = "<!-- the catalogue -->\n";
    private static final String END = "<!-- end of the catalogue -->\n";
    private static final String UPDATE = "update.metrics-page";

    @Test
    void thePageHasTheCatalogueAsItIs() throws IOException {
        String page = Files.readString(PAGE);
        String before = page.substring(0, page.indexOf(BEGIN) + BEGIN.length());
        String after = page.substring(page.indexOf(END));
        String now = before + table() + after;
        if (Boolean.getBoolean(UPDATE)) {
            Files.writeString(PAGE, now);
        }

        assertThat(Files.readString(PAGE))
                .as("If the catalogue was meant to change, run the test with -D%s=true", UPDATE)
                .isEqualTo(now);
    }

    @Test
    void tagsHaveFewValues() {
        assertThat(HoldfastMeter.values())
                .flatExtracting(HoldfastMeter::tags)
                .isSubsetOf("group", "handler", "topic", "tier", "reason", "state");
    }

    private static String table() {
        String head = "| in Prometheus | in Micrometer | type | unit | tags | tells |\n|---|---|---|---|---|---|\n";
        return Arrays.stream(HoldfastMeter.values()).map(CatalogueTest::row).collect(Collectors.joining("", head, ""));
    }

    private static String row(HoldfastMeter meter) {
        String names =
                meter.prometheusNames().stream().map(name -> "`" + name + "`").collect(Collectors.joining(" "));
        String type = meter.type() == HoldfastMeter.Type.FUNCTION_TIMER
                ? "timer"
                : meter.type().name().toLowerCase(Locale.ROOT);
        return Stream.of(
                        names,
                        "`" + meter.id() + "`",
                        type,
                        meter.unit(),
                        String.join(", ", meter.tags()),
                        meter.help())
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
