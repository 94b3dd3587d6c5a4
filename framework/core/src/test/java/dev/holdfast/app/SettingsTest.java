package dev.holdfast.app;

import static dev.holdfast.app.Definitions.ORDERS;
import static dev.holdfast.app.Definitions.handlers;
import static dev.holdfast.app.Definitions.onlyHandler;
import static dev.holdfast.app.Definitions.planned;
import static dev.holdfast.app.Definitions.problems;
import static dev.holdfast.app.Definitions.shop;
import static dev.holdfast.app.Definitions.shopWithOrders;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Guarantee;
import dev.holdfast.HandlerThreads;
import dev.holdfast.Order;
import dev.holdfast.Outcome;
import dev.holdfast.Provisioning;
import dev.holdfast.StartPosition;
import dev.holdfast.TopicSpec;
import dev.holdfast.annotation.ConsumerGroup;
import dev.holdfast.annotation.Handles;
import dev.holdfast.internal.definition.GroupDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    @TempDir
    Path directory;

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("app.properties"), text);
    }

    @Test
    void eachValueComesFromTheStrongestThatNamesIt() throws IOException {
        class Example {
            @Handles(value = "orders", order = Order.PARTITION, concurrency = 2, timeout = "10s")
            void ship(String order) {}
        }
        Path file = file("holdfast.handlers.shop/orders.concurrency=3\nholdfast.threads=pool\n");
        var app = shop().handlers(new Example())
                .provisioning(Provisioning.VALIDATE)
                .threads(HandlerThreads.AUTO)
                .settings(Settings.environment(Map.of("HOLDFAST_HANDLERS_SHOP_ORDERS_CONCURRENCY", "4"))
                        .over(Settings.file(file))
                        .over(Map.of("holdfast.threads", "virtual", "holdfast.handlers.shop/orders.enabled", "true")))
                .definition();

        assertThat(onlyHandler(app).info().concurrency()).isEqualTo(4);
        assertThat(planned(app, "handler shop/orders", "concurrency")).isEqualTo("4 (settings (environment))");
        assertThat(planned(app, "application", "threads")).isEqualTo("POOL (settings (file app.properties))");
        assertThat(planned(app, "handler shop/orders", "enabled")).isEqualTo("true (settings (map))");
        assertThat(planned(app, "application", "provisioning")).isEqualTo("VALIDATE (builder)");
        assertThat(planned(app, "handler shop/orders", "order")).isEqualTo("PARTITION (annotation)");
        assertThat(planned(app, "handler shop/orders", "timeout")).isEqualTo("PT10S (annotation)");
        assertThat(planned(app, "handler shop/orders", "group")).isEqualTo("shop (default)");
        assertThat(planned(app, "group shop", "start-from")).isEqualTo("earliest (default)");
        assertThat(planned(app, "group shop", "guarantee")).isEqualTo("EXACTLY_ONCE (default)");
        assertThat(planned(app, "application", "instance-id")).isEqualTo("random (default)");
    }

    @Test
    void everyKeyOfAHandlerAndItsGroupCounts() {
        var app = shopWithOrders()
                .settings(Settings.of(Map.of(
                        "holdfast.handlers.shop/orders.topics", "orders.eu, orders.us",
                        "holdfast.handlers.shop/orders.group", "billing",
                        "holdfast.handlers.shop/orders.order", "key-until-retry",
                        "holdfast.handlers.shop/orders.concurrency", "5",
                        "holdfast.handlers.shop/orders.consumers", "2",
                        "holdfast.handlers.shop/orders.guarantee", "at-least-once",
                        "holdfast.handlers.shop/orders.timeout", "500ms",
                        "holdfast.groups.billing.start-from", "latest")))
                .definition();

        var handler = onlyHandler(app);
        assertThat(handler.info().id()).isEqualTo("shop/orders");
        assertThat(handler.info().topics()).containsExactly("orders.eu", "orders.us");
        assertThat(handler.info().group()).isEqualTo("billing");
        assertThat(handler.info().order()).isEqualTo(Order.KEY_UNTIL_RETRY);
        assertThat(handler.info().concurrency()).isEqualTo(5);
        assertThat(handler.timeout()).isEqualTo(Duration.ofMillis(500));
        assertThat(app.groups()).singleElement().satisfies(group -> {
            assertThat(group.consumers()).isEqualTo(2);
            assertThat(group.startFrom()).isEqualTo(StartPosition.LATEST);
            assertThat(group.guarantee()).isEqualTo(Guarantee.AT_LEAST_ONCE);
        });
        assertThat(planned(app, "group billing", "guarantee")).isEqualTo("AT_LEAST_ONCE (settings (map))");
    }

    @Test
    void whatAnnotatedClassesAndHandlersSayOfTheirGroupsGuaranteeCounts() {
        @ConsumerGroup(value = "billing", guarantee = Guarantee.AT_LEAST_ONCE)
        class Example {
            @Handles("payments")
            void book(String payment) {}
        }
        var app = shop().handlers(new Example())
                .handle(ORDERS, h -> h.guarantee(Guarantee.AT_LEAST_ONCE).run((order, delivery) -> Outcome.done()))
                .definition();

        assertThat(app.groups())
                .extracting(GroupDefinition::guarantee)
                .containsExactly(Guarantee.AT_LEAST_ONCE, Guarantee.AT_LEAST_ONCE);
        assertThat(planned(app, "group billing", "guarantee")).isEqualTo("AT_LEAST_ONCE (annotation)");
        assertThat(planned(app, "group shop", "guarantee")).isEqualTo("AT_LEAST_ONCE (builder)");
    }

    @Test
    void anInstanceCanBeNamedByItsPlatform() {
        var app = shopWithOrders()
                .instanceId("shop-0")
                .settings(Settings.environment(Map.of("HOLDFAST_INSTANCE_ID", "shop-1")))
                .definition();

        assertThat(app.instanceId()).isEqualTo("shop-1");
        assertThat(planned(app, "application", "instance-id")).isEqualTo("shop-1 (settings (environment))");
    }

    @Test
    void theApplicationCanBeNamedAndConnectedBySettingsAlone() {
        var app = Holdfast.builder()
                .codecs(Definitions.strings())
                .handle(ORDERS, h -> h.run((order, delivery) -> Outcome.done()))
                .settings(Settings.environment(Map.of(
                        "HOLDFAST_APPLICATION_ID", "shop",
                        "HOLDFAST_BOOTSTRAP_SERVERS", "kafka:9092",
                        "HOLDFAST_CLIENT_SECURITY_PROTOCOL", "SSL",
                        "HOLDFAST_CLIENT_CONSUMER_MAX_POLL_RECORDS", "7",
                        "PATH", "/bin")))
                .definition();

        assertThat(app.applicationId()).isEqualTo("shop");
        assertThat(app.clients().forAdmin())
                .isEqualTo(Map.of("bootstrap.servers", "kafka:9092", "security.protocol", "SSL"));
        assertThat(app.clients().forConsumer()).containsEntry("max.poll.records", "7");
        assertThat(planned(app, "client", "bootstrap.servers")).isEqualTo("kafka:9092 (settings (environment))");
    }

    @Test
    void clientPropertiesOfSettingsWinOverThoseOfTheBuilderKeyByKey() {
        var app = shopWithOrders()
                .clientProperties(Map.of("client.rack", "a", "request.timeout.ms", 1000))
                .settings(Settings.of(Map.of("holdfast.client.client.rack", "b")))
                .definition();

        assertThat(app.clients().common())
                .isEqualTo(
                        Map.of("bootstrap.servers", "localhost:9092", "client.rack", "b", "request.timeout.ms", 1000));
    }

    @Test
    void topicsCanBeSizedByNameOrAllAtOnce() {
        var app = shopWithOrders()
                .topics(
                        TopicSpec.of("orders").partitions(12).replicas(3).minInSync(2),
                        TopicSpec.of("invoices").replicas(3))
                .settings(Settings.of(Map.of(
                        "holdfast.topics.*.replicas", "1",
                        "holdfast.topics.*.min-insync", "1",
                        "holdfast.topics.invoices.partitions", "6",
                        "holdfast.topics.invoices.replicas", "2")))
                .definition();

        assertThat(app.topics())
                .extracting(TopicSpec::toString)
                .containsExactly(
                        "TopicSpec[orders, partitions=12, replicas=1, config={min.insync.replicas=1}]",
                        "TopicSpec[invoices, partitions=6, replicas=2, config={min.insync.replicas=1}]");
        assertThat(planned(app, "topic orders", "partitions")).isEqualTo("12 (builder)");
        assertThat(planned(app, "topic orders", "replicas")).isEqualTo("1 (settings (map))");
    }

    @Test
    void aDisabledHandlerDoesNotRunAndIsNotInTheWayOfOthers() {
        class Example {
            @Handles(value = "orders", id = "old")
            void ship(String order) {}

            @Handles(value = "orders", id = "new")
            void shipFaster(String order) {}
        }
        var app = shop().handlers(new Example())
                .settings(Settings.of(Map.of("holdfast.handlers.old.enabled", "false")))
                .definition();

        assertThat(handlers(app)).extracting(handler -> handler.info().id()).containsExactly("new");
    }

    @Test
    void aFileThatIsNotThereIsAProblem() {
        assertThat(problems(shopWithOrders().settings(Settings.file(directory.resolve("missing.properties")))))
                .singleElement()
                .asString()
                .startsWith("the settings can't be read: java.nio.file.NoSuchFileException: ")
                .endsWith("\n    at file missing.properties");
    }

    @Test
    void oneVariableForTwoKeysIsAProblem() {
        HoldfastBuilder builder = shop().handle(ORDERS, h -> h.id("a/b").run((order, delivery) -> Outcome.done()))
                .handle(ORDERS, h -> h.id("a.b").group("other").run((order, delivery) -> Outcome.done()))
                .settings(Settings.environment(Map.of("HOLDFAST_HANDLERS_A_B_CONCURRENCY", "3")));

        assertThat(problems(builder))
                .containsExactly("the variable stands for 'holdfast.handlers.a/b.concurrency' and for"
                        + " 'holdfast.handlers.a.b.concurrency': set them in a file instead"
                        + "\n    at variable HOLDFAST_HANDLERS_A_B_CONCURRENCY (environment)");
    }

    @Test
    void settingsDontShowTheirValues() {
        assertThat(Settings.environment(Map.of()).over(Map.of("holdfast.client.ssl.keystore.password", "hush")))
                .hasToString("Settings[environment, map]");
    }
}
