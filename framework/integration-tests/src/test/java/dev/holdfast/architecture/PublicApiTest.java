package dev.holdfast.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Whatever users may call is listed in a file, so that a change of it is seen in every review.
 */
class PublicApiTest {
    private static final Path LISTED = Path.of("src", "test", "resources", "public-api.txt");
    private static final String UPDATE = "update.public-api";

    @Test
    void isWhatIsListed() throws IOException {
        List<String> lines = PublicApi.lines();
        assertThat(lines).hasSizeGreaterThan(300);
        if (Boolean.getBoolean(UPDATE)) {
            Files.createDirectories(LISTED.getParent());
            Files.write(LISTED, lines);
        }

        assertThat(lines)
                .as(
                        "If the change of the public API is meant, run the test with -D%s=true and commit %s",
                        UPDATE, LISTED)
                .isEqualTo(Files.readAllLines(LISTED));
    }
}
