package dev.holdfast.app;

import static dev.holdfast.app.Definitions.problems;
import static dev.holdfast.app.Definitions.shopWithOrders;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Outcome;
import dev.holdfast.TopicSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsProblemsTest {
    private static List<String> with(String key, String value) {
        return problems(shopWithOrders().topic(TopicSpec.of("invoices")).settings(Settings.of(Map.of(key, value))));
    }

    private static List<String> withVariable(String name, String value) {
        return problems(shopWithOrders().settings(Settings.environment(Map.of(name, value))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            holdfast.bootstrap-server                 | there is no setting 'holdfast.bootstrap-server'; did you mean 'holdfast.bootstrap-servers'?
            holdfast.handlers.shop/orders.concurency  | there is no setting 'holdfast.handlers.shop/orders.concurency'; did you mean 'holdfast.handlers.shop/orders.concurrency'?
            holdfast.handlers.shop/order.concurrency  | there is no handler 'shop/order'; did you mean 'shop/orders'?
            holdfast.groups.shup.consumers            | there is no group of handlers 'shup'; did you mean 'shop'?
            holdfast.topics.invoice.partitions        | there is no declared topic 'invoice'; did you mean 'invoices'?
            holdfast.topics.zzzzzzzzzzzz.partitions   | there is no declared topic 'zzzzzzzzzzzz'
            server.port                               | there is no setting 'server.port'
            """)
    void anUnknownKeyIsAProblemThatNamesTheNearest(String key, String message) {
        assertThat(with(key, "1")).containsExactly(message + "\n    at settings key " + key + " (map)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            holdfast.provisioning                     | crate  | 'crate' is not one of [CREATE, VALIDATE, NONE]
            holdfast.threads                          | green  | 'green' is not one of [AUTO, VIRTUAL, POOL]
            holdfast.handlers.shop/orders.order       | keys   | 'keys' is not one of [KEY, KEY_UNTIL_RETRY, PARTITION, NONE]
            holdfast.handlers.shop/orders.concurrency | many   | 'many' is not a whole number
            holdfast.handlers.shop/orders.consumers   | 1.5    | '1.5' is not a whole number
            holdfast.handlers.shop/orders.enabled     | no     | 'no' is neither true nor false
            holdfast.handlers.shop/orders.timeout     | soon   | 'soon' is not a duration: write 500ms, 10s, 1m, 2h, 1d or ISO-8601 like PT10S
            holdfast.handlers.shop/orders.timeout     | 0s     | the duration must be more than nothing, but is '0s'
            holdfast.groups.shop.start-from           | dawn   | 'dawn' is not a start position: use earliest, latest or an instant like 2026-01-31T00:00:00Z
            holdfast.topics.*.replicas                | three  | 'three' is not a whole number
            holdfast.application-id                   | " "    | the value is empty
            """)
    void aValueThatCantBeReadIsAProblemThatNamesItsKey(String key, String value, String message) {
        assertThat(with(key, value)).containsExactly(message + "\n    at settings key " + key + " (map)");
    }

    @Test
    void aVariableThatIsNearlyOursIsAProblem() {
        assertThat(withVariable("HOLDFAST_BOOTSTRAP_SERVER", "kafka:9092"))
                .containsExactly("there is no setting 'HOLDFAST_BOOTSTRAP_SERVER'; did you mean"
                        + " 'HOLDFAST_BOOTSTRAP_SERVERS'?\n    at variable HOLDFAST_BOOTSTRAP_SERVER (environment)");
    }

    @Test
    void aVariableOfAHandlerThatIsNotThereIsAProblem() {
        assertThat(withVariable("HOLDFAST_HANDLERS_SHOP_ORDER_CONCURRENCY", "3"))
                .containsExactly("there is no setting 'HOLDFAST_HANDLERS_SHOP_ORDER_CONCURRENCY'; did you mean"
                        + " 'HOLDFAST_HANDLERS_SHOP_ORDERS_CONCURRENCY'?"
                        + "\n    at variable HOLDFAST_HANDLERS_SHOP_ORDER_CONCURRENCY (environment)");
    }

    @Test
    void variablesThatPlatformsSetAreNoneOfOurs() {
        assertThat(withVariable("HOLDFAST_SERVICE_HOST", "10.0.0.1")).isEmpty();
    }

    @Test
    void settingsOfHandlersAreNotUnknownWhileTheApplicationHasNoId() {
        HoldfastBuilder builder = Holdfast.builder()
                .bootstrapServers("localhost:9092")
                .codecs(Definitions.strings())
                .handle(Definitions.ORDERS, h -> h.run((order, delivery) -> Outcome.done()))
                .settings(Settings.of(Map.of("holdfast.handlers.shop/orders.concurrency", "3")));

        assertThat(problems(builder)).singleElement().asString().startsWith("the application has no id");
    }

    @Test
    void topicsAfterSettingsAreChecked() {
        assertThat(with("holdfast.topics.*.partitions", "0"))
                .containsExactly("partitions must be at least 1, but is 0\n    at topic invoices (settings (map))");
    }
}
