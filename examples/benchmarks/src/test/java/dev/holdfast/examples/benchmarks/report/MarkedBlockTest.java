package dev.holdfast.examples.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarkedBlockTest {
    @TempDir
    private Path folder;

    @Test
    void onlyWhatIsBetweenTheCommentsIsReplacedHoweverOften() throws IOException {
        Path page = folder.resolve("page.md");
        Files.write(page, List.of("before", "<!-- figures: begin -->", "old", "<!-- figures: end -->", "after"));
        MarkedBlock block = new MarkedBlock(page, "figures");
        block.replace(List.of("first"));
        block.replace(List.of("second"));
        assertThat(Files.readAllLines(page))
                .containsExactly(
                        "before", "<!-- figures: begin -->", "", "second", "", "<!-- figures: end -->", "after");
    }

    @Test
    void aPageWithoutTheBlockIsLeftAsItIs() throws IOException {
        Path page = folder.resolve("page.md");
        Files.write(page, List.of("<!-- figures: end -->", "<!-- figures: begin -->"));
        MarkedBlock block = new MarkedBlock(page, "figures");
        assertThat(block.isThere()).isFalse();
        assertThatThrownBy(() -> block.replace(List.of("new"))).isInstanceOf(IllegalStateException.class);
        assertThat(Files.readAllLines(page)).hasSize(2);
    }
}
