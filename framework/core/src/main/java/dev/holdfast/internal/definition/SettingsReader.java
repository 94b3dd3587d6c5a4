package dev.holdfast.internal.definition;

import dev.holdfast.internal.problem.Problems;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Looks keys up in the layers of settings and remembers which were asked for: all others are unknown. */
final class SettingsReader {
    /** What all keys of Kafka's clients begin with; any key may follow. */
    static final String CLIENT_PREFIX = "holdfast.client.";

    private final List<SettingsLayer> layers;
    private final Problems problems;
    private final Set<String> known = new LinkedHashSet<>();

    SettingsReader(List<SettingsLayer> layers, Problems problems) {
        this.layers = layers;
        this.problems = problems;
        for (SettingsLayer layer : layers) {
            if (layer.failure() != null) {
                problems.add("the settings can't be read: " + layer.failure(), layer.source());
            }
        }
    }

    /**
     * Reads a value from the strongest layer that has it.
     *
     * @param key the key
     * @param parser throws IllegalArgumentException with a sentence
     * @return the value; empty if no layer has it or if it is invalid, which is a problem then
     */
    <T> Optional<Resolved<T>> read(String key, Function<String, T> parser) {
        known.add(key);
        for (SettingsLayer layer : layers) {
            String name = layer.nameOf(key);
            String text = layer.values().get(name);
            if (text != null) {
                return parse(text, parser, layer, name);
            }
        }
        return Optional.empty();
    }

    /** The value of the settings, else what the definition says, else the default. */
    <T> Resolved<T> read(String key, Function<String, T> parser, @Nullable T declared, String origin, T otherwise) {
        return read(key, parser)
                .orElseGet(() -> declared == null
                        ? new Resolved<>(otherwise, Resolved.DEFAULT)
                        : new Resolved<>(declared, origin));
    }

    /** Everything under the prefix of client keys, with the prefix taken away; the strongest layer's value of each. */
    Map<String, ClientValue> clientValues() {
        Map<String, ClientValue> found = new LinkedHashMap<>();
        for (SettingsLayer layer : layers) {
            String prefix = layer.nameOf(CLIENT_PREFIX);
            layer.values().keySet().stream()
                    .filter(name -> name.startsWith(prefix))
                    .sorted()
                    .forEach(name -> {
                        String rest = name.substring(prefix.length());
                        String key = layer.environment()
                                ? rest.toLowerCase(Locale.ROOT).replace('_', '.')
                                : rest;
                        String text = layer.values().getOrDefault(name, "");
                        found.putIfAbsent(key, new ClientValue(text, layer.origin(), layer.place(name)));
                    });
        }
        return found;
    }

    List<SettingsLayer> layers() {
        return layers;
    }

    /** The keys that were asked for. */
    Set<String> known() {
        return known;
    }

    private <T> Optional<Resolved<T>> parse(String text, Function<String, T> parser, SettingsLayer layer, String name) {
        try {
            return Optional.of(new Resolved<>(parser.apply(text.trim()), layer.origin()));
        } catch (IllegalArgumentException e) {
            problems.add(String.valueOf(e.getMessage()), layer.place(name));
            return Optional.empty();
        }
    }

    /** A client's property from the settings. */
    record ClientValue(String text, String origin, String place) {}
}
