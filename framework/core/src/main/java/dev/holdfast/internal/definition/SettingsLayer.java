package dev.holdfast.internal.definition;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings from one source.
 *
 * @param source the source, for people: {@code file app.properties}
 * @param environment whether names are those of environment variables
 * @param values name to value
 * @param failure why the source could not be read, or null
 */
public record SettingsLayer(String source, boolean environment, Map<String, String> values, @Nullable String failure) {
    /** Copies the values. */
    public SettingsLayer {
        values = Map.copyOf(values);
    }

    /** The name under which a key stands here. */
    String nameOf(String key) {
        return environment ? variable(key) : key;
    }

    /** The origin of values from here. */
    String origin() {
        return "settings (" + source + ")";
    }

    /** The place of a name, for problems. */
    String place(String name) {
        return (environment ? "variable " : "settings key ") + name + " (" + source + ")";
    }

    /** The environment variable of a key. */
    static String variable(String key) {
        return key.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
