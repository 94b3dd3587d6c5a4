package dev.holdfast.micrometer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The dashboards and alert rules of this repository. */
final class MonitoringFiles {
    static final Path RULES = Path.of("..", "..", "docker", "prometheus", "rules", "holdfast.yml");
    static final Path BROKER_RULES = Path.of("..", "..", "docker", "prometheus", "rules", "brokers.yml");
    static final Path BROKER_EXPORTER = Path.of("..", "..", "docker", "jmx", "kafka.yml");
    /** The one that is not about applications. */
    static final Path BROKER_DASHBOARD = Path.of("..", "..", "docker", "grafana", "dashboards", "cluster.json");

    private static final Path DASHBOARDS = Path.of("..", "..", "docker", "grafana", "dashboards");
    private static final ObjectMapper JSON = new ObjectMapper();

    private MonitoringFiles() {}

    /**
     * A query of a dashboard.
     *
     * @param panel dashboard and panel
     * @param expression its PromQL, with Grafana's variables
     */
    record Query(String panel, String expression) {}

    /** The dashboards of applications. */
    static List<Path> dashboards() throws IOException {
        try (Stream<Path> files = Files.list(DASHBOARDS)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .filter(file -> !file.equals(BROKER_DASHBOARD))
                    .sorted()
                    .toList();
        }
    }

    static List<Query> queries() throws IOException {
        List<Query> queries = new ArrayList<>();
        for (Path file : dashboards()) {
            JsonNode dashboard = JSON.readTree(file.toFile());
            for (JsonNode panel : dashboard.get("panels")) {
                String name = dashboard.get("title").asText() + " / "
                        + panel.get("title").asText();
                panel.get("targets")
                        .forEach(target ->
                                queries.add(new Query(name, target.get("expr").asText())));
            }
        }
        return queries;
    }
}
