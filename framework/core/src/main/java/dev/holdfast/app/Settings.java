package dev.holdfast.app;

import dev.holdfast.internal.definition.SettingsLayer;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Values from outside the code, which win over what builder and annotations say. Immutable; may be used by any thread.
 *
 * <pre>{@code
 * Settings.environment().over(Settings.file(Path.of("app.properties"))).over(Map.of("holdfast.threads", "pool"))
 * }</pre>
 *
 * <table>
 *   <caption>The keys</caption>
 *   <tr><th>Key</th><th>Value</th></tr>
 *   <tr><td>{@code holdfast.application-id}</td><td>the application's id</td></tr>
 *   <tr><td>{@code holdfast.bootstrap-servers}</td><td>brokers, {@code host:port,host:port}</td></tr>
 *   <tr><td>{@code holdfast.client.<key>}</td><td>any property of Kafka's clients, for all of them</td></tr>
 *   <tr><td>{@code holdfast.client.consumer.<key>}, {@code .producer.}, {@code .admin.}</td><td>for clients of one
 *       kind</td></tr>
 *   <tr><td>{@code holdfast.provisioning}</td><td>{@code create}, {@code validate}, {@code none}</td></tr>
 *   <tr><td>{@code holdfast.strict}</td><td>{@code true}, {@code false}</td></tr>
 *   <tr><td>{@code holdfast.threads}</td><td>{@code auto}, {@code virtual}, {@code pool}</td></tr>
 *   <tr><td>{@code holdfast.handlers.<id>.topics}</td><td>names, separated by commas</td></tr>
 *   <tr><td>{@code holdfast.handlers.<id>.group}</td><td>the consumer group</td></tr>
 *   <tr><td>{@code holdfast.handlers.<id>.order}</td><td>{@code key}, {@code key-until-retry}, {@code partition},
 *       {@code none}</td></tr>
 *   <tr><td>{@code holdfast.handlers.<id>.concurrency}</td><td>a number</td></tr>
 *   <tr><td>{@code holdfast.handlers.<id>.consumers}</td><td>a number, for the handler's whole group</td></tr>
 *   <tr><td>{@code holdfast.handlers.<id>.timeout}</td><td>a duration: {@code 500ms}, {@code 10s}, {@code PT1M}</td></tr>
 *   <tr><td>{@code holdfast.handlers.<id>.enabled}</td><td>{@code true}, {@code false}</td></tr>
 *   <tr><td>{@code holdfast.groups.<group>.consumers}</td><td>a number</td></tr>
 *   <tr><td>{@code holdfast.groups.<group>.start-from}</td><td>{@code earliest}, {@code latest}, an instant</td></tr>
 *   <tr><td>{@code holdfast.topics.<name>.partitions}, {@code .replicas}, {@code .min-insync}</td><td>a number; the
 *       name {@code *} stands for every declared topic without settings of its own</td></tr>
 * </table>
 *
 * <p>A handler's id in keys is the one that the code gives it, or {@code <group>/<first topic>} as the code names them,
 * whatever settings say of group and topics. An environment variable is named as its key in upper case, with {@code _}
 * for every other character than letters and digits: {@code HOLDFAST_BOOTSTRAP_SERVERS},
 * {@code HOLDFAST_HANDLERS_BILLING_ORDERS_PLACED_CONCURRENCY} for the handler {@code billing/orders.placed},
 * {@code HOLDFAST_CLIENT_CONSUMER_MAX_POLL_RECORDS}. Where one variable would stand for two keys, that is a problem.
 *
 * <p>A key that means nothing is a problem too, except for environment variables that look like nothing of ours:
 * platforms set some, such as {@code HOLDFAST_SERVICE_HOST}.
 */
public final class Settings {
    private static final String VARIABLE_PREFIX = "HOLDFAST_";

    private final List<SettingsLayer> layers;

    private Settings(List<SettingsLayer> layers) {
        this.layers = layers;
    }

    /**
     * The environment variables of this process that begin with {@code HOLDFAST_}, as they are now.
     *
     * @return the settings
     */
    public static Settings environment() {
        return environment(System.getenv());
    }

    /**
     * Environment variables that are given, for tests. Those that don't begin with {@code HOLDFAST_} are left out.
     *
     * @param variables name to value
     * @return the settings
     */
    public static Settings environment(Map<String, String> variables) {
        Map<String, String> ours = new HashMap<>(variables);
        ours.keySet().removeIf(name -> !name.startsWith(VARIABLE_PREFIX));
        return new Settings(List.of(new SettingsLayer("environment", true, ours, null)));
    }

    /**
     * A file in the format of {@link Properties}, in UTF-8, as it is now. If it can't be read, that is reported with
     * the other problems when the application is built.
     *
     * @param path the file
     * @return the settings
     */
    public static Settings file(Path path) {
        String source = "file " + path.getFileName();
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(path)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            return new Settings(List.of(new SettingsLayer(source, false, Map.of(), e.toString())));
        }
        Map<String, String> values = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> values.put(name, properties.getProperty(name)));
        return new Settings(List.of(new SettingsLayer(source, false, values, null)));
    }

    /**
     * Settings that are given.
     *
     * @param values key to value; neither may be null
     * @return the settings
     */
    public static Settings of(Map<String, String> values) {
        return new Settings(List.of(new SettingsLayer("map", false, values, null)));
    }

    /**
     * Puts these settings over others, which then count only for keys that these don't have.
     *
     * @param other the weaker settings
     * @return both
     */
    public Settings over(Settings other) {
        List<SettingsLayer> all = new ArrayList<>(layers);
        all.addAll(other.layers);
        return new Settings(List.copyOf(all));
    }

    /**
     * Puts these settings over values that are given; see {@link #over(Settings)}.
     *
     * @param values key to value; neither may be null
     * @return both
     */
    public Settings over(Map<String, String> values) {
        return over(of(values));
    }

    /** The layers, the strongest first. */
    List<SettingsLayer> layers() {
        return layers;
    }

    /** Names the sources, never a value. */
    @Override
    public String toString() {
        return "Settings" + layers.stream().map(SettingsLayer::source).toList();
    }
}
