package dev.holdfast.spi;

import java.util.function.Function;

/** The settings of one handler, as far as a feature asks for them: {@code holdfast.handlers.<id>.<name>}. */
@FunctionalInterface
public interface FeatureSettings {
    /**
     * Reads a setting and writes what holds into the start plan. An unreadable value is reported as a problem with its
     * place.
     *
     * @param name what follows the handler's id in the key, such as {@code retry.delays}
     * @param parser throws {@link IllegalArgumentException} with a sentence for what it can't read
     * @param declared what the code says, which holds without the setting
     * @param <T> the type of the value; its text stands in the plan
     * @return what holds
     */
    <T> T read(String name, Function<String, T> parser, T declared);
}
