package dev.holdfast.connect;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;

/** Checks of values that connectors share. */
public final class ConfigChecks {
    /** Whether {@code validate} tries to connect. */
    public static final String CONNECTION_CHECK = "connection.check";

    private ConfigChecks() {}

    /**
     * A text must have something other than spaces in it; no value at all passes, for keys with a default of null.
     *
     * @return the check
     */
    public static ConfigDef.Validator notBlank() {
        return ConfigDef.LambdaValidator.with(
                (name, value) -> {
                    if (value instanceof String text && text.isBlank()) {
                        throw new ConfigException(name, value, "must not be blank");
                    }
                },
                () -> "not blank");
    }

    /**
     * A text must be the name of a constant, in lower case with {@code -} for {@code _}.
     *
     * @param type the constants
     * @return the check
     */
    public static ConfigDef.Validator oneOf(Class<? extends Enum<?>> type) {
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        return ConfigDef.ValidString.in(names.toArray(String[]::new));
    }

    /**
     * Adds {@value #CONNECTION_CHECK}.
     *
     * @param keys where to
     * @return the same
     */
    public static ConfigDef defineConnectionCheck(ConfigDef keys) {
        return keys.define(
                CONNECTION_CHECK,
                ConfigDef.Type.BOOLEAN,
                true,
                ConfigDef.Importance.LOW,
                "Whether a connection is opened when the configuration is checked, so that a wrong address or password is"
                        + " reported at once. Set it to false to create a connector while its system is down.");
    }

    /**
     * Tries to connect, unless some value is wrong already or {@value #CONNECTION_CHECK} is false, and reports a failure at
     * a key.
     *
     * @param config what was checked so far; the message is added to it
     * @param given the configuration as given
     * @param key the key that a failure is reported at
     * @param attempt opens a connection and closes it
     * @return the same {@code config}
     */
    public static Config connects(Config config, Map<String, String> given, String key, Attempt attempt) {
        boolean wrongAlready = config.configValues().stream()
                .anyMatch(value -> !value.errorMessages().isEmpty());
        if (wrongAlready || "false".equalsIgnoreCase(given.getOrDefault(CONNECTION_CHECK, "true"))) {
            return config;
        }
        try {
            attempt.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            report(config, key, "the check of the connection was interrupted");
        } catch (Exception e) {
            report(config, key, "no connection: " + reason(e));
        }
        return config;
    }

    private static void report(Config config, String key, String message) {
        for (ConfigValue value : config.configValues()) {
            if (value.name().equals(key)) {
                value.addErrorMessage(message);
            }
        }
    }

    /** Some clients' exceptions say nothing themselves, only their causes do. */
    static String reason(Throwable e) {
        StringBuilder reason = new StringBuilder();
        Throwable at = e;
        while (at != null) {
            if (at.getMessage() != null || at.getCause() == null) {
                reason.append(reason.isEmpty() ? "" : ", by ")
                        .append(at.getClass().getSimpleName())
                        .append(at.getMessage() == null ? "" : ": " + at.getMessage());
            }
            at = at.getCause() == at ? null : at.getCause();
        }
        return reason.toString();
    }

    /** Opens a connection and closes it. */
    @FunctionalInterface
    public interface Attempt {
        /**
         * Does it.
         *
         * @throws Exception if there is no connection
         */
        void run() throws Exception;
    }
}
