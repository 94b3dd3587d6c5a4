package dev.holdfast.internal.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.PublishException;
import dev.holdfast.Publisher;
import dev.holdfast.Topic;
import dev.holdfast.internal.definition.ClientProperties;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

final class PublishersTest {
    @Test
    @Timeout(30)
    void theCallerDoesNotWaitForBrokersThatDoNotAnswer() throws Exception {
        // Accepts connections and never answers.
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Map<String, Object> common = Map.of("bootstrap.servers", "127.0.0.1:" + silent.getLocalPort());
            ClientProperties clients =
                    new ClientProperties(common, Map.of(), Map.of("max.block.ms", 3_600_000), Map.of());
            Admin admin = Admin.create(clients.forAdmin());
            try {
                Publishers publishers =
                        new Publishers("tests", clients, TextCodecs.registry(), admin, "tests.publisher-1");
                Publisher<String, String> publisher =
                        publishers.publisher(Topic.of("silent", String.class, String.class));

                CompletableFuture<RecordMetadata> stage =
                        publisher.publish("k", "v").toCompletableFuture();

                assertThat(stage).isNotDone();
                publishers.close(Duration.ZERO);
                assertThatThrownBy(stage::join)
                        .hasCauseInstanceOf(PublishException.class)
                        .hasRootCauseMessage("The application was closed.");
            } finally {
                admin.close(Duration.ZERO);
            }
        }
    }
}
