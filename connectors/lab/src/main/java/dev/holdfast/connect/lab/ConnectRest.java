package dev.holdfast.connect.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A worker's REST interface. Calls wait through rebalances, during which a worker refuses them. */
public final class ConnectRest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration ONE_CALL = Duration.ofSeconds(30);
    private static final long LOOK_AGAIN_NANOS = 100_000_000;
    private static final int OK = 200;
    private static final int MULTIPLE_CHOICES = 300;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int SERVER_ERROR = 500;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String address;

    ConnectRest(String address) {
        this.address = address;
    }

    /**
     * Creates a connector or changes its configuration, and waits until it and its tasks run.
     *
     * @param connector its name
     * @param config its configuration
     */
    public void create(String connector, Map<String, String> config) {
        put(connector, config);
        awaitRunning(connector, Integer.parseInt(config.getOrDefault("tasks.max", "1")));
    }

    /**
     * Creates a connector or changes its configuration.
     *
     * @param connector its name
     * @param config its configuration
     */
    public void put(String connector, Map<String, String> config) {
        call("PUT", "/connectors/" + connector + "/config", json(config));
    }

    /**
     * Deletes a connector and waits until it is gone.
     *
     * @param connector its name
     */
    public void delete(String connector) {
        call("DELETE", "/connectors/" + connector, "");
        Waiting.until(connector + " is deleted", LIMIT, () -> status(connector).isMissingNode());
    }

    /**
     * Pauses a connector and waits until its tasks are.
     *
     * @param connector its name
     */
    public void pause(String connector) {
        pauseWithoutWaiting(connector);
        Waiting.until(connector + " is paused", LIMIT, () -> tasksAre(connector, "PAUSED"));
    }

    /**
     * Pauses a connector whose tasks may be too busy to do so at once, and waits until the connector itself is.
     *
     * @param connector its name
     */
    public void pauseWithoutWaiting(String connector) {
        call("PUT", "/connectors/" + connector + "/pause", "");
        Waiting.until(
                connector + " itself is paused",
                LIMIT,
                () -> status(connector).at("/connector/state").asText().equals("PAUSED"));
    }

    /**
     * Lets a paused or stopped connector run, and waits until it does.
     *
     * @param connector its name
     */
    public void resume(String connector) {
        call("PUT", "/connectors/" + connector + "/resume", "");
        awaitRunning(connector, 1);
    }

    /**
     * Lets a stopped connector run that can't, and waits until a task of it has failed.
     *
     * @param connector its name
     * @return the trace that the worker shows
     */
    public String resumeInVain(String connector) {
        call("PUT", "/connectors/" + connector + "/resume", "");
        return awaitFailed(connector);
    }

    /**
     * Stops a connector and waits until it has no tasks.
     *
     * @param connector its name
     */
    public void stop(String connector) {
        call("PUT", "/connectors/" + connector + "/stop", "");
        Waiting.until(
                connector + " is stopped",
                LIMIT,
                () -> status(connector).at("/connector/state").asText().equals("STOPPED")
                        && status(connector).path("tasks").isEmpty());
    }

    /**
     * The offsets of a connector.
     *
     * @param connector its name
     * @return the worker's answer, {@code {"offsets":[…]}}
     */
    public JsonNode offsets(String connector) {
        return call("GET", "/connectors/" + connector + "/offsets", "");
    }

    /**
     * Sets an offset of a stopped source connector.
     *
     * @param connector its name
     * @param partition the source partition
     * @param offset its offset
     */
    public void alterOffsets(String connector, Map<String, ?> partition, Map<String, ?> offset) {
        Map<String, ?> change = Map.of("partition", partition, "offset", offset);
        call("PATCH", "/connectors/" + connector + "/offsets", json(Map.of("offsets", List.of(change))));
    }

    /**
     * Forgets the offsets of a stopped connector.
     *
     * @param connector its name
     */
    public void resetOffsets(String connector) {
        call("DELETE", "/connectors/" + connector + "/offsets", "");
    }

    /**
     * Lets the worker check a configuration.
     *
     * @param type the connector's class name
     * @param config the configuration
     * @return every message, after the name of its key
     */
    public List<String> validate(String type, Map<String, String> config) {
        String simpleName = type.substring(type.lastIndexOf('.') + 1);
        JsonNode answer = call("PUT", "/connector-plugins/" + simpleName + "/config/validate", json(config));
        List<String> messages = new ArrayList<>();
        for (JsonNode entry : answer.path("configs")) {
            JsonNode value = entry.path("value");
            value.path("errors")
                    .forEach(error -> messages.add(value.path("name").asText() + ": " + error.asText()));
        }
        return messages;
    }

    /**
     * The plug-ins that the worker has found.
     *
     * @return their class names, with their versions after a space
     */
    public List<String> plugins() {
        List<String> found = new ArrayList<>();
        call("GET", "/connector-plugins", "")
                .forEach(plugin -> found.add(plugin.path("class").asText() + " "
                        + plugin.path("version").asText()));
        return found;
    }

    /**
     * The state of a connector and its tasks.
     *
     * @param connector its name
     * @return the worker's answer; a missing node if there is no such connector
     */
    public JsonNode status(String connector) {
        return call("GET", "/connectors/" + connector + "/status", "");
    }

    /**
     * Waits until a connector and at least so many tasks run, and no task does anything else.
     *
     * @param connector its name
     * @param tasks how many
     */
    public void awaitRunning(String connector, int tasks) {
        Waiting.until(connector + " runs with " + tasks + " tasks", LIMIT, () -> {
            JsonNode status = status(connector);
            failIfFailed(connector, status);
            return status.at("/connector/state").asText().equals("RUNNING")
                    && status.path("tasks").size() >= tasks
                    && tasksAre(connector, "RUNNING");
        });
    }

    /**
     * Waits until a task of a connector has failed.
     *
     * @param connector its name
     * @return the trace that the worker shows
     */
    public String awaitFailed(String connector) {
        Waiting.until("a task of " + connector + " has failed", LIMIT, () -> tasksAre(connector, "FAILED"));
        return status(connector).at("/tasks/0/trace").asText();
    }

    /**
     * Restarts a connector and all its tasks, and waits until they run.
     *
     * @param connector its name
     */
    public void restart(String connector) {
        call("POST", "/connectors/" + connector + "/restart?includeTasks=true", "");
        awaitRunning(connector, 1);
    }

    boolean isHealthy() {
        try {
            return send("GET", "/health", "").statusCode() == OK;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void failIfFailed(String connector, JsonNode status) {
        for (JsonNode task : status.path("tasks")) {
            if (task.path("state").asText().equals("FAILED")) {
                throw new LabException("A task of " + connector + " has failed: "
                        + task.path("trace").asText());
            }
        }
    }

    private boolean tasksAre(String connector, String state) {
        JsonNode tasks = status(connector).path("tasks");
        for (JsonNode task : tasks) {
            if (!task.path("state").asText().equals(state)) {
                return false;
            }
        }
        return !tasks.isEmpty();
    }

    private JsonNode call(String method, String path, String body) {
        long deadline = System.nanoTime() + LIMIT.toNanos();
        while (true) {
            try {
                HttpResponse<String> response = send(method, path, body);
                int code = response.statusCode();
                if (code == NOT_FOUND) {
                    return MissingNode.getInstance();
                }
                if (code >= OK && code < MULTIPLE_CHOICES) {
                    return response.body().isEmpty() ? MissingNode.getInstance() : JSON.readTree(response.body());
                }
                boolean passing = code == CONFLICT || code >= SERVER_ERROR;
                if (!passing || System.nanoTime() - deadline > 0) {
                    throw new LabException(method + " " + path + " was answered with " + code + ": " + response.body());
                }
            } catch (IOException e) {
                if (System.nanoTime() - deadline > 0) {
                    throw new LabException(method + " " + path + " has no answer", e);
                }
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    private HttpResponse<String> send(String method, String path, String body) throws IOException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .timeout(ONE_CALL)
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .build();
        try {
            return http.send(request, BodyHandlers.ofString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("Interrupted while waiting for " + path, e);
        }
    }

    private static String json(Map<String, ?> value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new LabException("A configuration can't be written as JSON", e);
        }
    }
}
