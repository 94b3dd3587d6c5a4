package dev.holdfast.examples.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Options of the form {@code --name value}, {@code --name=value} or {@code --name}, each at most once. Immutable. */
public final class Options {
    private final Map<String, String> values;

    private Options(Map<String, String> values) {
        this.values = values;
    }

    /**
     * Reads the arguments of a program.
     *
     * @param known the names of all options, with their dashes
     * @param arguments what the program was called with
     * @return the options
     * @throws UsageException if an argument is no known option, comes twice or lacks its value
     */
    public static Options parse(List<String> known, String... arguments) throws UsageException {
        return parse(known, List.of(), arguments);
    }

    /**
     * Reads the arguments of a program that has options without a value, too.
     *
     * @param known the names of all options that take a value, with their dashes
     * @param flags the names of those that take none
     * @param arguments what the program was called with
     * @return the options
     * @throws UsageException if an argument is no known option, comes twice, lacks its value or has one too many
     */
    public static Options parse(List<String> known, List<String> flags, String... arguments) throws UsageException {
        Map<String, String> values = new HashMap<>();
        int next = 0;
        while (next < arguments.length) {
            String argument = arguments[next++];
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            boolean flag = flags.contains(argument);
            if (!flag && !known.contains(name)) {
                List<String> all = Stream.concat(flags.stream(), known.stream()).toList();
                throw new UsageException("'" + argument + "' is no option; there are " + String.join(", ", all));
            }
            boolean last =
                    next == arguments.length || known.contains(arguments[next]) || flags.contains(arguments[next]);
            if (!flag && equals < 0 && last) {
                throw new UsageException(name + " needs a value");
            }
            String value = flag ? "" : equals < 0 ? arguments[next++] : argument.substring(equals + 1);
            if (values.put(name, value) != null) {
                throw new UsageException(name + " is there twice");
            }
        }
        return new Options(Map.copyOf(values));
    }

    /**
     * Whether an option without a value was given.
     *
     * @param name the option
     * @return true if it was
     */
    public boolean flag(String name) {
        return values.containsKey(name);
    }

    /**
     * The value of an option.
     *
     * @param name the option
     * @return its value as it was given; empty if it was not given
     */
    public Optional<String> text(String name) {
        return Optional.ofNullable(values.get(name));
    }

    /**
     * The value of an option that is one of some words.
     *
     * @param name the option
     * @param known the words
     * @return the word; empty if the option was not given
     * @throws UsageException if it is another
     */
    public Optional<String> oneOf(String name, List<String> known) throws UsageException {
        Optional<String> given = text(name);
        if (given.isPresent() && !known.contains(given.get())) {
            throw new UsageException(
                    name + " takes one of " + String.join(", ", known) + ", not '" + given.get() + "'");
        }
        return given;
    }

    /**
     * The value of an option that is a whole number.
     *
     * @param name the option
     * @param otherwise the number if the option was not given
     * @param least the smallest number that makes sense
     * @param most the largest number that makes sense
     * @return the number
     * @throws UsageException if the value is no number or out of these bounds
     */
    public int number(String name, int otherwise, int least, int most) throws UsageException {
        String value = values.get(name);
        if (value == null) {
            return otherwise;
        }
        Integer number = numberOf(value);
        if (number == null || number < least || number > most) {
            throw new UsageException(
                    name + " takes a whole number from " + least + " to " + most + ", not '" + value + "'");
        }
        return number;
    }

    private static @Nullable Integer numberOf(String value) {
        try {
            return Integer.valueOf(value.replace("_", ""));
        } catch (NumberFormatException e) {
            return null; // the caller knows which option it is
        }
    }

    /**
     * The value of an option that is a file to write.
     *
     * @param name the option
     * @return the file; empty if the option was not given
     * @throws UsageException if the file can't be there, so that the user hears it before the run and not after
     */
    public Optional<Path> file(String name) throws UsageException {
        String value = values.get(name);
        if (value == null) {
            return Optional.empty();
        }
        Path file = Path.of(value).toAbsolutePath();
        Path folder = file.getParent();
        if (folder == null || Files.isDirectory(file) || !Files.isDirectory(folder) || !Files.isWritable(folder)) {
            throw new UsageException(name + " takes a file in a folder that is there, not '" + value + "'");
        }
        return Optional.of(file);
    }
}
