package dev.holdfast.internal.definition;

import java.util.Optional;
import java.util.regex.Pattern;

/** Kafka's rules for the names of topics. */
final class TopicNames {
    private static final int MAX_LENGTH = 249;
    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]+");

    private TopicNames() {}

    /** What is wrong with a name; empty if Kafka accepts it. */
    static Optional<String> problem(String name) {
        if (name.isBlank()) {
            return Optional.of("the name of a topic is empty");
        }
        if (name.equals(".") || name.equals("..")) {
            return Optional.of("a topic can't be named '" + name + "'");
        }
        if (name.length() > MAX_LENGTH) {
            return Optional.of("the name of a topic has at most " + MAX_LENGTH + " characters, but this one has "
                    + name.length() + ": '" + name + "'");
        }
        if (!LEGAL.matcher(name).matches()) {
            return Optional.of("the name of a topic consists of letters, digits, '.', '_' and '-', but this one is '"
                    + name + "'");
        }
        return Optional.empty();
    }

    /** What Kafka compares: brokers refuse a topic whose name differs from another's in dots and underscores only. */
    static String collisionKey(String name) {
        return name.replace('.', '_');
    }
}
