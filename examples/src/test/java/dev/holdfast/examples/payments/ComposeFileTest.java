package dev.holdfast.examples.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.examples.command.UsageException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What can be known of the demo cluster without an engine; docker/smoke runs it. */
class ComposeFileTest {
    private static final Path DOCKER = Path.of("..", "docker");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)}");
    private static final Pattern ASSIGNED = Pattern.compile("(?m)^([A-Z0-9_]+)=");
    private static final Pattern COMMAND = Pattern.compile("(?m)^    (?:command|entrypoint): (\\[.*--role.*])$");
    private static final Pattern INSTANCE = Pattern.compile("\"--name\",\"(payments-\\d)\"");
    private static final Pattern TARGET = Pattern.compile("payments-\\d(?=:9404)");

    @Test
    void everyVariableHasAValueAndEveryValueIsUsed() throws IOException {
        Set<String> assigned = found(ASSIGNED, Files.readString(DOCKER.resolve(".env")));
        assigned.remove("COMPOSE_PROJECT_NAME"); // compose itself reads it
        assertThat(found(VARIABLE, compose())).isNotEmpty().isEqualTo(assigned);
    }

    @Test
    void containersAreStartedWithOptionsThatThereAre() throws IOException, UsageException {
        List<Role> roles = new ArrayList<>();
        for (String command : found(COMMAND, compose())) {
            List<String> words = List.of(new ObjectMapper().readValue(command, String[].class));
            roles.add(PaymentsOptions.parse(
                            words.subList(words.indexOf("--role"), words.size()).toArray(String[]::new))
                    .role());
        }
        assertThat(roles).containsExactlyInAnyOrder(Role.APP, Role.APP, Role.APP, Role.BANK, Role.LOAD, Role.REDRIVE);
    }

    @Test
    void prometheusScrapesEachInstance() throws IOException {
        Set<String> instances = found(INSTANCE, compose().replace(" ", ""));
        assertThat(found(TARGET, Files.readString(DOCKER.resolve("prometheus/prometheus.yml"))))
                .hasSize(3)
                .isEqualTo(instances);
    }

    private static String compose() throws IOException {
        return Files.readString(DOCKER.resolve("compose.yaml"));
    }

    /** What the pattern's last group has matched. */
    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult result) -> result.group(result.groupCount()))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
