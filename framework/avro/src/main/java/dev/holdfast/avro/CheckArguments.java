package dev.holdfast.avro;

import dev.holdfast.avroserde.AvroSchemas;
import dev.holdfast.schemaregistry.SchemaText;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.common.errors.SerializationException;

/**
 * What the command is to do.
 *
 * @param config Confluent's keys
 * @param checks what to check, in the order given
 */
record CheckArguments(Map<String, String> config, List<Check> checks) {
    static final String USAGE =
            "Usage: CheckSchemas [--registry url] [--config file] (directory | [reads:]subject=file.avsc |"
                    + " [reads:]subject=class)...";
    private static final String READS = "reads:";
    private static final String FILE = ".avsc";

    /**
     * One schema.
     *
     * @param subject the subject
     * @param schema the schema
     * @param reads whether it is to read all versions, or may be the next one
     */
    record Check(String subject, Schema schema, boolean reads) {
        @Override
        public String toString() {
            return subject + (reads ? " read as " : " next version ") + schema.getFullName();
        }
    }

    static CheckArguments of(List<String> arguments) throws IOException {
        Map<String, String> config = new HashMap<>();
        List<Check> checks = new ArrayList<>();
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            switch (argument) {
                case "--registry" -> config.put("schema.registry.url", value(argument, rest));
                case "--config" -> config.putAll(properties(Path.of(value(argument, rest))));
                default -> checks.addAll(checks(argument));
            }
        }
        if (checks.isEmpty()) {
            throw new IllegalArgumentException("There is nothing to check.");
        }
        return new CheckArguments(config, checks);
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value.");
        }
        return rest.next();
    }

    private static Map<String, String> properties(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        Map<String, String> map = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
        return map;
    }

    private static List<Check> checks(String argument) throws IOException {
        int sign = argument.lastIndexOf('=');
        if (sign < 0) {
            return directory(Path.of(argument));
        }
        boolean reads = argument.startsWith(READS);
        String subject = argument.substring(reads ? READS.length() : 0, sign);
        String named = argument.substring(sign + 1);
        return List.of(new Check(subject, named.endsWith(FILE) ? file(Path.of(named)) : type(named), reads));
    }

    private static List<Check> directory(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException(directory + " is no directory, and names no subject.");
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(directory)) {
            files = all.filter(file -> file.toString().endsWith(FILE)).sorted().toList();
        }
        List<Check> checks = new ArrayList<>();
        for (Path file : files) {
            String name = file.getFileName().toString();
            checks.add(new Check(name.substring(0, name.length() - FILE.length()), file(file), false));
        }
        return checks;
    }

    private static Schema file(Path file) throws IOException {
        try {
            return AvroSchemas.parse(SchemaText.avro(Files.readString(file)), List.of(), file.toString());
        } catch (SerializationException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private static Schema type(String name) {
        try {
            return AvroSchemas.of(Class.forName(name));
        } catch (ClassNotFoundException e) {
            throw new IllegalArgumentException("There is no class " + name + " on the class path.", e);
        }
    }
}
