package dev.holdfast.connect.nats;

import io.nats.client.JetStreamApiException;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.connect.errors.ConnectException;

/** Which answers of JetStream waiting does not mend. */
final class JetStreamErrors {
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final Set<Integer> LASTING = Set.of(BAD_REQUEST, NOT_FOUND);

    private JetStreamErrors() {}

    static <T> T lasting(Callable<T> request) throws Exception {
        try {
            return request.call();
        } catch (JetStreamApiException e) {
            if (LASTING.contains(e.getErrorCode())) {
                throw new ConnectException("JetStream refuses: " + e.getErrorDescription(), e);
            }
            throw e;
        }
    }
}
