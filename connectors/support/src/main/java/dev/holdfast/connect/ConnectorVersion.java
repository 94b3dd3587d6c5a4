package dev.holdfast.connect;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of the build that the connectors come from. */
public final class ConnectorVersion {
    private static final String FILE = "connectors.properties";

    private ConnectorVersion() {}

    /**
     * Reads the version.
     *
     * @return the version, as in the name of the artifact
     */
    public static String current() {
        try (InputStream file = ConnectorVersion.class.getResourceAsStream(FILE)) {
            if (file == null) {
                throw new IllegalStateException(FILE + " is missing beside " + ConnectorVersion.class.getName());
            }
            Properties properties = new Properties();
            properties.load(file);
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(FILE + " can't be read", e);
        }
    }
}
