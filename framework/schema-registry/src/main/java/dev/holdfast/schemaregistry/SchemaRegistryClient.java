package dev.holdfast.schemaregistry;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Asks a schema registry that speaks the Confluent REST protocol. Each call is at least one request, see {@link SchemaLookup}
 * for what records need. Failures are {@link SchemaRegistryException}s; I/O failures and 5xx are tried again on all URLs in
 * up to {@code max.retries} further rounds, nothing else is.
 *
 * <p>Confluent's keys configure it: {@code schema.registry.url} (several, separated by commas), {@code
 * basic.auth.credentials.source} with {@code basic.auth.user.info}, {@code bearer.auth.token}, {@code schema.registry.ssl.*}
 * as Kafka's {@code ssl.*}, {@code proxy.host} and {@code proxy.port}, {@code request.header.*}, {@code
 * http.connect.timeout.ms} (5,000), {@code http.read.timeout.ms} (10,000, for a whole answer), {@code max.retries} (3),
 * {@code retries.wait.ms} (200, doubling) and {@code retries.max.wait.ms} (2,000), {@code normalize.schemas} (false). Keys that
 * are not its own are ignored, so a whole client's configuration can be given. Thread-safe.
 */
public final class SchemaRegistryClient {
    private final RegistryConfig config;
    private final RegistryHttp http;
    private final String normalize;

    private SchemaRegistryClient(RegistryConfig config) {
        this.config = config;
        this.http = new RegistryHttp(config);
        this.normalize = config.flag("normalize.schemas") ? "?normalize=true" : "";
    }

    /**
     * Reads a configuration. Connects to nothing.
     *
     * @param config keys and values
     * @return a client
     * @throws org.apache.kafka.common.config.ConfigException if a value is missing or wrong; the message shows no secrets
     */
    public static SchemaRegistryClient of(Map<String, ?> config) {
        return new SchemaRegistryClient(new RegistryConfig(config));
    }

    /**
     * Finds a schema.
     *
     * @param id its id, as it stands in front of records
     * @return the schema
     * @throws SchemaNotFoundException if every registry that answers says that there is none
     */
    public SchemaText schema(int id) {
        return SchemaBodies.schema(http.call("GET", "/schemas/ids/" + id, null));
    }

    /**
     * Registers a schema; has no effect if the subject has it already.
     *
     * @param subject the subject
     * @param schema the schema
     * @return its id
     * @throws IncompatibleSchemaException if it may not follow the subject's versions
     * @throws InvalidSchemaException if the registry does not understand it
     */
    public int register(String subject, SchemaText schema) {
        JsonNode answer = http.call("POST", subject(subject) + "/versions" + normalize, SchemaBodies.request(schema));
        return SchemaBodies.required(answer, "id").asInt();
    }

    /**
     * Finds a schema in a subject.
     *
     * @param subject the subject
     * @param schema the schema
     * @return the version that has it
     * @throws SubjectNotFoundException if there is no such subject
     * @throws SchemaNotFoundException if the subject does not have it
     */
    public RegisteredSchema lookUp(String subject, SchemaText schema) {
        return SchemaBodies.registered(http.call("POST", subject(subject) + normalize, SchemaBodies.request(schema)));
    }

    /**
     * Lists all subjects.
     *
     * @return their names
     */
    public List<String> subjects() {
        return SchemaBodies.texts(http.call("GET", "/subjects", null));
    }

    /**
     * Lists the versions of a subject.
     *
     * @param subject the subject
     * @return the versions, ascending
     * @throws SubjectNotFoundException if there is no such subject
     */
    public List<Integer> versions(String subject) {
        return SchemaBodies.numbers(http.call("GET", subject(subject) + "/versions", null)).stream()
                .sorted()
                .toList();
    }

    /**
     * Finds a version.
     *
     * @param subject the subject
     * @param version the version
     * @return what is registered there
     * @throws SubjectNotFoundException if there is no such subject
     * @throws VersionNotFoundException if there is no such version
     */
    public RegisteredSchema version(String subject, int version) {
        return SchemaBodies.registered(http.call("GET", subject(subject) + "/versions/" + version, null));
    }

    /**
     * Finds the newest version.
     *
     * @param subject the subject
     * @return what is registered there
     * @throws SubjectNotFoundException if there is no such subject
     */
    public RegisteredSchema latest(String subject) {
        return SchemaBodies.registered(http.call("GET", subject(subject) + "/versions/latest", null));
    }

    /**
     * Asks whether a schema could be registered, which changes nothing.
     *
     * @param subject the subject; one that does not exist takes anything
     * @param schema the schema
     * @return the answer
     */
    public CompatibilityReport check(String subject, SchemaText schema) {
        try {
            JsonNode answer = http.call(
                    "POST",
                    "/compatibility" + subject(subject) + "/versions?verbose=true",
                    SchemaBodies.request(schema));
            List<String> reasons = new ArrayList<>(SchemaBodies.texts(answer.path("messages")));
            if (answer.hasNonNull("reason")) {
                reasons.add(answer.path("reason").asText());
            }
            return new CompatibilityReport(
                    SchemaBodies.required(answer, "is_compatible").asBoolean(), reasons);
        } catch (SubjectNotFoundException | VersionNotFoundException e) {
            return new CompatibilityReport(true, List.of());
        }
    }

    /**
     * The level that counts for a subject.
     *
     * @param subject the subject
     * @return its own level, or the registry's
     */
    public CompatibilityLevel compatibility(String subject) {
        JsonNode answer = http.call("GET", "/config/" + encoded(subject) + "?defaultToGlobal=true", null);
        return CompatibilityLevel.valueOf(
                SchemaBodies.required(answer, "compatibilityLevel").asText());
    }

    /**
     * Sets a subject's level.
     *
     * @param subject the subject
     * @param level the level
     */
    public void setCompatibility(String subject, CompatibilityLevel level) {
        http.call("PUT", "/config/" + encoded(subject), "{\"compatibility\":\"" + level + "\"}");
    }

    /**
     * What may be done with the registry.
     *
     * @return the mode
     * @throws RegistryRefusedException if the registry knows no modes
     */
    public RegistryMode mode() {
        return RegistryMode.valueOf(
                SchemaBodies.required(http.call("GET", "/mode", null), "mode").asText());
    }

    /**
     * Sets what may be done with the registry.
     *
     * @param mode the mode
     * @throws RegistryRefusedException if the registry knows no modes
     */
    public void setMode(RegistryMode mode) {
        http.call("PUT", "/mode", "{\"mode\":\"" + mode + "\"}");
    }

    /**
     * Deletes a subject so that nothing can be registered or looked up there; ids stay known unless it is for good.
     *
     * @param subject the subject
     * @param permanent whether for good, which the protocol allows only after it was deleted otherwise
     * @return the versions that it had
     * @throws SubjectNotFoundException if there is no such subject
     */
    public List<Integer> delete(String subject, boolean permanent) {
        return SchemaBodies.numbers(http.call("DELETE", subject(subject) + (permanent ? "?permanent=true" : ""), null));
    }

    RegistryConfig config() {
        return config;
    }

    private static String subject(String subject) {
        return "/subjects/" + encoded(subject);
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
