package dev.holdfast.connect.jms;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.connect.lab.JmsServer;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ArtemisSpecialsIT extends JmsSpecials {
    ArtemisSpecialsIT() {
        super(JmsServer.Kind.ARTEMIS);
    }

    @Test
    void thePluginIsFoundByItsManifestsWithTheBuildsVersion() {
        String version = System.getProperty("holdfast.version");

        assertThat(rest().plugins())
                .contains(
                        JmsSourceConnector.class.getName() + " " + version,
                        JmsSinkConnector.class.getName() + " " + version);
    }

    @Test
    void wrongValuesAreReportedTogether() {
        List<String> messages = rest().validate(
                        JmsSourceConnector.class.getName(),
                        Map.of(
                                "connector.class", JmsSourceConnector.class.getName(),
                                "name", "x",
                                "kafka.topic", "t",
                                "jms.destination.name", "d",
                                "jms.provider", "activemq",
                                "jms.destination.type", "topic",
                                "jms.subscription.shared", "true",
                                "jms.url", "failover:(tcp://a:1)",
                                "jms.key", "color",
                                "on.dropped", "reject"));

        assertThat(messages)
                .hasSize(5)
                .anyMatch(message -> message.startsWith("jms.url: "))
                .anyMatch(message -> message.startsWith("jms.key: "))
                .anyMatch(message -> message.startsWith("jms.subscription.name: "))
                .anyMatch(message -> message.startsWith("jms.subscription.shared: "))
                .anyMatch(message -> message.startsWith("jms.rejected.queue: "));
    }
}
