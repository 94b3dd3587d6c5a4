package dev.holdfast.app;

import static dev.holdfast.app.Definitions.planned;
import static dev.holdfast.app.Definitions.problems;
import static dev.holdfast.app.Definitions.shopWithOrders;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientPropertyProblemsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            enable.auto.commit      | true             | can't be set: offsets are committed only for records that are done
            auto.commit.interval.ms | 100              | can't be set: offsets are committed only for records that are done
            auto.offset.reset       | latest           | can't be set: startFrom says where a group begins, and a lost offset must not skip records
            isolation.level         | read_uncommitted | can't be set: only committed records are ever read
            key.deserializer        | x                | can't be set: records are read and written as bytes, and codecs work at the handler
            value.deserializer      | x                | can't be set: records are read and written as bytes, and codecs work at the handler
            key.serializer          | x                | can't be set: records are read and written as bytes, and codecs work at the handler
            value.serializer        | x                | can't be set: records are read and written as bytes, and codecs work at the handler
            group.id                | x                | can't be set: handlers name their group with @ConsumerGroup or group(…)
            transactional.id        | x                | can't be set: each consumer's transactions need an id of their own
            delivery.timeout.ms     | 1000             | can't be set: a send that is given up could be overtaken by later ones of its key
            retries                 | 0                | can't be set: a send is repeated until it is answered, so that nothing is lost or reordered
            acks                    | 1                | can only be all: a record counts as written when all replicas in sync have it
            enable.idempotence      | false            | can only be true: without it a repeated send is written twice
            allow.auto.create.topics | true            | can only be false: topics are declared, never created by a typing error
            max.in.flight.requests.per.connection | 6  | can be at most 5: beyond that a broker can't keep the order of repeated sends
            partition.assignment.strategy | org.apache.kafka.clients.consumer.RangeAssignor | can only be CooperativeStickyAssignor: eager ones take every partition away at each rebalance
            """)
    void aPropertyThatWouldBreakAPromiseIsRefusedWithTheReason(String key, String value, String reason) {
        assertThat(problems(shopWithOrders().clientProperties(Map.of(key, value))))
                .containsExactly("'" + key + "' " + reason + "\n    at client property " + key + " (builder)");
    }

    @Test
    void everySectionIsChecked() {
        HoldfastBuilder builder = shopWithOrders()
                .consumerProperties(Map.of("group.id", "x"))
                .producerProperties(Map.of("acks", 0))
                .adminProperties(Map.of("bootstrap.servers", "other:9092", "retries", 1))
                .settings(Settings.of(Map.of("holdfast.client.consumer.isolation.level", "read_committed")));

        assertThat(problems(builder))
                .extracting(problem -> problem.substring(problem.lastIndexOf(" at ") + 4))
                .containsExactlyInAnyOrder(
                        "consumer property group.id (builder)",
                        "producer property acks (builder)",
                        "admin property bootstrap.servers (builder)",
                        "settings key holdfast.client.consumer.isolation.level (map)");
    }

    @Test
    void whatPromisesNeedMayBeSaidAnyway() {
        assertThat(problems(shopWithOrders()
                        .clientProperties(Map.of("security.protocol", "SSL"))
                        .consumerProperties(Map.of(
                                "partition.assignment.strategy",
                                List.of(CooperativeStickyAssignor.class),
                                "allow.auto.create.topics",
                                false,
                                "max.poll.records",
                                100))
                        .producerProperties(Map.of(
                                "acks",
                                "-1",
                                "enable.idempotence",
                                true,
                                "max.in.flight.requests.per.connection",
                                1,
                                "linger.ms",
                                5))))
                .isEmpty();
    }

    @Test
    void allClientsTalkToOneCluster() {
        assertThat(problems(shopWithOrders().producerProperties(Map.of("bootstrap.servers", "other:9092"))))
                .containsExactly("'bootstrap.servers' must be the same for all clients: set it once, for all of them"
                        + "\n    at producer property bootstrap.servers (builder)");
    }

    @Test
    void aValueThatKafkaWouldRefuseIsRefusedWithAllOtherProblems() {
        assertThat(problems(shopWithOrders().consumerProperties(Map.of("max.poll.records", "many"))))
                .containsExactly(
                        "Kafka does not accept it: Invalid value many for configuration max.poll.records: Not a"
                                + " number of type INT\n    at consumer property max.poll.records (builder)");
    }

    @Test
    void aStaticMemberIsOneConsumer() {
        HoldfastBuilder builder = shopWithOrders().consumerProperties(Map.of("group.instance.id", "node-1"));
        assertThat(problems(builder)).isEmpty();
        assertThat(problems(builder.group("shop", group -> group.consumers(2))))
                .containsExactly(
                        "'group.instance.id' allows one consumer for each group, but this one has 2: they would"
                                + " throw each other out\n    at group shop");
    }

    @Test
    void unknownPropertiesAreLeftToKafka() {
        var app = shopWithOrders()
                .clientProperties(Map.of("my.interceptor.option", "x"))
                .definition();
        assertThat(app.clients().forProducer()).containsEntry("my.interceptor.option", "x");
    }

    @Test
    void secretsAreNeitherInThePlanNorInProblems() {
        var app = shopWithOrders()
                .clientProperties(Map.of(
                        "sasl.jaas.config", "user=\"me\" password=\"hush\"",
                        "ssl.keystore.password", "hush",
                        "ssl.keystore.key", "hush",
                        "sasl.oauthbearer.client.credentials.client.secret", "hush"))
                .definition();

        assertThat(app.plan()).extracting(Object::toString).noneMatch(entry -> entry.contains("hush"));
        assertThat(planned(app, "client", "ssl.keystore.password")).isEqualTo("*** (builder)");
        assertThat(app.clients().common()).containsEntry("ssl.keystore.password", "hush");
    }
}
