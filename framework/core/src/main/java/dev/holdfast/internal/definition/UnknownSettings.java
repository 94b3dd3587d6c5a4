package dev.holdfast.internal.definition;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reports settings that nobody asked for, with what they probably mean. */
final class UnknownSettings {
    private static final String VARIABLE_PREFIX = "HOLDFAST_";
    private static final int TYPING_ERROR = 3;

    private final Resolution resolution;
    private final boolean handlersAreCertain;

    /**
     * Creates a report.
     *
     * @param resolution knows which keys were asked for
     * @param handlersAreCertain false if ids of handlers and groups could not be found out
     */
    UnknownSettings(Resolution resolution, boolean handlersAreCertain) {
        this.resolution = resolution;
        this.handlersAreCertain = handlersAreCertain;
    }

    void report() {
        for (SettingsLayer layer : resolution.settings().layers()) {
            Set<String> known = known(layer);
            for (String name : new TreeSet<>(layer.values().keySet())) {
                if (!known.contains(name) && !name.startsWith(layer.nameOf(SettingsReader.CLIENT_PREFIX))) {
                    report(layer, name, known);
                }
            }
        }
    }

    private void report(SettingsLayer layer, String name, Set<String> known) {
        if (!handlersAreCertain
                && (name.startsWith(layer.nameOf(HandlerResolver.PREFIX))
                        || name.startsWith(layer.nameOf(GroupResolver.PREFIX)))) {
            return;
        }
        // Platforms put variables of their own there, such as HOLDFAST_SERVICE_HOST for a service named holdfast.
        if (layer.environment() && !isMeantForUs(name, known)) {
            return;
        }
        String message = unknownSubject(name, known)
                .orElseGet(() -> "there is no setting '" + name + "'" + NearestName.hint(name, known));
        resolution.problem(message, layer.place(name));
    }

    /** A key that is right but for the handler, group or topic in its middle. */
    private static Optional<String> unknownSubject(String name, Set<String> known) {
        Map<String, String> kinds =
                new HashMap<>(Map.of("handlers", "handler", "groups", "group of handlers", "topics", "declared topic"));
        for (Map.Entry<String, String> kind : kinds.entrySet()) {
            String prefix = "holdfast." + kind.getKey() + ".";
            int lastDot = name.lastIndexOf('.');
            if (!name.startsWith(prefix) || lastDot <= prefix.length()) {
                continue;
            }
            String attribute = name.substring(lastDot);
            String subject = name.substring(prefix.length(), lastDot);
            Set<String> subjects = new LinkedHashSet<>();
            for (String key : known) {
                if (key.startsWith(prefix) && key.endsWith(attribute)) {
                    subjects.add(key.substring(prefix.length(), key.length() - attribute.length()));
                }
            }
            if (!subjects.isEmpty() && !subjects.contains(subject)) {
                subjects.remove("*");
                return Optional.of(
                        "there is no " + kind.getValue() + " '" + subject + "'" + NearestName.hint(subject, subjects));
            }
        }
        return Optional.empty();
    }

    private static boolean isMeantForUs(String name, Set<String> known) {
        boolean inFamily = List.of("HANDLERS_", "TOPICS_", "GROUPS_").stream()
                .anyMatch(family -> name.startsWith(VARIABLE_PREFIX + family));
        return inFamily || known.stream().anyMatch(key -> NearestName.distance(name, key) <= TYPING_ERROR);
    }

    /** The names under which known keys stand in a layer; two keys with one name there are a problem. */
    private Set<String> known(SettingsLayer layer) {
        Map<String, String> keys = new HashMap<>();
        Set<String> ambiguous = new HashSet<>();
        for (String key : resolution.settings().known()) {
            String name = layer.nameOf(key);
            String other = keys.putIfAbsent(name, key);
            if (other != null && layer.values().containsKey(name) && ambiguous.add(name)) {
                resolution.problem(
                        "the variable stands for '" + other + "' and for '" + key + "': set them in a file instead",
                        layer.place(name));
            }
        }
        return keys.keySet();
    }
}
