package dev.holdfast.examples.payments;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;

/** Asks a health endpoint, for images that have Java and nothing else to ask with. */
public final class HealthProbe {
    private static final int PATIENCE_MILLIS = 2_000;

    private HealthProbe() {}

    /**
     * Ends the process with 0 if the answer is 200, else with 1.
     *
     * @param arguments the URL
     * @throws IOException if there is no answer, which ends the process with 1, too
     */
    public static void main(String... arguments) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create(arguments[0]).toURL().openConnection();
        connection.setConnectTimeout(PATIENCE_MILLIS);
        connection.setReadTimeout(PATIENCE_MILLIS);
        System.exit(connection.getResponseCode() == HttpURLConnection.HTTP_OK ? 0 : 1);
    }
}
