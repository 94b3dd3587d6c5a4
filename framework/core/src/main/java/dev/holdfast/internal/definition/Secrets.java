package dev.holdfast.internal.definition;

import java.util.List;
import java.util.Locale;

/** Keeps passwords out of the plan and out of problems. */
final class Secrets {
    private static final List<String> SIGNS =
            List.of("password", "secret", "token", "credential", "jaas", "private", "user.info", "keystore.key");
    private static final String MASK = "***";

    private Secrets() {}

    static boolean isSecret(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return SIGNS.stream().anyMatch(lower::contains);
    }

    static String shown(String key, Object value) {
        return isSecret(key) ? MASK : String.valueOf(value);
    }
}
