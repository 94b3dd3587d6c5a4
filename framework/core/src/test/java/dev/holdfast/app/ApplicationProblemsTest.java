package dev.holdfast.app;

import static dev.holdfast.app.Definitions.ORDERS;
import static dev.holdfast.app.Definitions.problems;
import static dev.holdfast.app.Definitions.shop;
import static dev.holdfast.app.Definitions.shopWithOrders;
import static dev.holdfast.app.Definitions.strings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.InvalidDefinitionException;
import dev.holdfast.Outcome;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationProblemsTest {
    @Test
    void anApplicationNeedsAnId() {
        HoldfastBuilder builder = Holdfast.builder()
                .bootstrapServers("localhost:9092")
                .codecs(strings())
                .handle(ORDERS, h -> h.run((order, delivery) -> Outcome.done()));

        assertThat(problems(builder))
                .containsExactly(
                        "the application has no id: call applicationId(…) or set holdfast.application-id\n    at the builder");
    }

    @Test
    void theApplicationsIdHasOnlyCharactersThatKafkaAllowsInNames() {
        assertThat(problems(shopWithOrders().applicationId("my shop")))
                .containsExactly(
                        "the application's id consists of 1 to 200 letters, digits, '.', '_' and '-', but it is 'my shop'"
                                + "\n    at the application's id (builder)");
    }

    @Test
    void anIdFromSettingsIsCheckedToo() {
        assertThat(problems(shopWithOrders().settings(Settings.environment(Map.of("HOLDFAST_APPLICATION_ID", "a/b")))))
                .containsExactly(
                        "the application's id consists of 1 to 200 letters, digits, '.', '_' and '-', but it is 'a/b'"
                                + "\n    at the application's id (settings (environment))");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "shop.0", "höst", "a/b"})
    void anInstancesIdHasOnlyCharactersThatKeepTransactionalIdsApart(String id) {
        assertThat(problems(shopWithOrders().instanceId(id)))
                .containsExactly("the instance's id consists of 1 to 100 letters, digits, '_' and '-', but it is '" + id
                        + "'\n    at the instance's id (builder)");
    }

    @Test
    void anInstancesIdIsNotTooLong() {
        String id = "x".repeat(101);
        assertThat(problems(shopWithOrders().settings(Settings.of(Map.of("holdfast.instance-id", id)))))
                .containsExactly("the instance's id consists of 1 to 100 letters, digits, '_' and '-', but it is '" + id
                        + "'\n    at the instance's id (settings (map))");
    }

    @Test
    void anApplicationNeedsBrokers() {
        HoldfastBuilder builder = Holdfast.builder()
                .applicationId("shop")
                .codecs(strings())
                .handle(ORDERS, h -> h.run((order, delivery) -> Outcome.done()));

        assertThat(problems(builder))
                .containsExactly("no brokers are named: call bootstrapServers(…) or set holdfast.bootstrap-servers"
                        + "\n    at the builder");
    }

    @Test
    void anApplicationNeedsHandlers() {
        assertThat(problems(shop()))
                .containsExactly("there are no handlers: call handlers(…) or handle(…)\n    at the builder");
    }

    @Test
    void anApplicationWhoseHandlersAreAllDisabledHasNothingToRun() {
        assertThat(problems(shopWithOrders()
                        .settings(Settings.of(Map.of("holdfast.handlers.shop/orders.enabled", "false")))))
                .containsExactly("every handler is disabled, so there is nothing to run\n    at the settings");
    }

    @Test
    void allProblemsAreReportedAtOnceAndNumbered() {
        assertThatThrownBy(() -> Holdfast.builder().build())
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessage(
                        """
                        The application can't start: there are 3 problems in its definition:
                          1. the application has no id: call applicationId(…) or set holdfast.application-id
                                 at the builder
                          2. no brokers are named: call bootstrapServers(…) or set holdfast.bootstrap-servers
                                 at the builder
                          3. there are no handlers: call handlers(…) or handle(…)
                                 at the builder""");
    }

    @Test
    void anApplicationWithoutProblemsIsBuilt() {
        assertThat(shopWithOrders().build()).hasToString("Holdfast[shop, CREATED]");
    }
}
