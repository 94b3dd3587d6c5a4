package dev.holdfast.connect.avro;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of the build that the converter comes from. */
final class ConverterVersion {
    private static final String FILE = "converter.properties";

    private ConverterVersion() {}

    /** As in the name of the artifact. */
    static String current() {
        try (InputStream file = ConverterVersion.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing beside " + ConverterVersion.class.getName());
            }
            Properties properties = new Properties();
            properties.load(file);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " can't be read", e);
        }
    }
}
