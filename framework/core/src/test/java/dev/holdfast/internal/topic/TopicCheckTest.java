package dev.holdfast.internal.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.ClusterUnavailableException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

final class TopicCheckTest {
    private static final Duration BOUND = Duration.ofMillis(700);

    @Test
    void aClusterThatDoesNotAnswerIsNamedWithinTheBound() throws Exception {
        // Accepts connections and never answers, like a broker behind a wrong port.
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String servers = "127.0.0.1:" + silent.getLocalPort();
            Admin admin = Admin.create(Map.of("bootstrap.servers", servers));
            try {
                ClusterUnavailableException thrown = catchThrowableOfType(
                        ClusterUnavailableException.class,
                        () -> TopicCheck.run(
                                admin,
                                servers,
                                BOUND,
                                new TestApp().handler("t", Set.of()).build(),
                                List.of(),
                                InstantSource.system()));

                assertThat(thrown.bootstrapServers()).isEqualTo(servers);
                assertThat(thrown)
                        .hasMessageStartingWith("The Kafka cluster at " + servers
                                + " did not describe itself and its topics within 700 ms");
            } finally {
                admin.close(Duration.ZERO); // its calls are still under way
            }
        }
    }

    @Test
    void anInterruptedStartStopsAsking() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String servers = "127.0.0.1:" + silent.getLocalPort();
            Admin admin = Admin.create(Map.of("bootstrap.servers", servers));
            try {
                Thread.currentThread().interrupt();

                ClusterUnavailableException thrown = catchThrowableOfType(
                        ClusterUnavailableException.class,
                        () -> TopicCheck.run(
                                admin,
                                servers,
                                Duration.ofMinutes(5),
                                new TestApp().handler("t", Set.of()).build(),
                                List.of(),
                                InstantSource.system()));

                assertThat(Thread.interrupted()).isTrue();
                assertThat(thrown).hasMessageStartingWith("Interrupted while the Kafka cluster at " + servers);
            } finally {
                admin.close(Duration.ZERO); // its calls are still under way
            }
        }
    }
}
