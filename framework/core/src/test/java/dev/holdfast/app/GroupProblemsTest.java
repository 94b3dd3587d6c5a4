package dev.holdfast.app;

import static dev.holdfast.app.Definitions.ORDERS;
import static dev.holdfast.app.Definitions.planned;
import static dev.holdfast.app.Definitions.problems;
import static dev.holdfast.app.Definitions.shop;
import static dev.holdfast.app.Definitions.shopWithOrders;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Guarantee;
import dev.holdfast.Outcome;
import dev.holdfast.StartPosition;
import dev.holdfast.annotation.ConsumerGroup;
import dev.holdfast.annotation.Handles;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupProblemsTest {
    @Test
    void aGroupHasAName() {
        @ConsumerGroup(" ")
        class Example {
            @Handles("orders")
            void ship(String order) {}
        }
        assertThat(problems(shop().handlers(new Example())))
                .containsExactly("@ConsumerGroup names no group\n    at class Example");
    }

    @Test
    void aGroupOfTheBuilderHasANameToo() {
        assertThat(problems(
                        shop().handle(ORDERS, h -> h.id("ship").group("").run((order, delivery) -> Outcome.done()))))
                .containsExactly("the name of the group is empty\n    at handler ship");
    }

    @Test
    void aStartPositionIsReadable() {
        @ConsumerGroup(value = "billing", startFrom = "yesterday")
        class Example {
            @Handles("orders")
            void ship(String order) {}
        }
        assertThat(problems(shop().handlers(new Example())))
                .containsExactly("'yesterday' is not a start position: use earliest, latest or an instant like"
                        + " 2026-01-31T00:00:00Z\n    at class Example (startFrom)");
    }

    @Test
    void aGroupHasAConsumer() {
        @ConsumerGroup(value = "billing", consumers = -2)
        class Example {
            @Handles("orders")
            void ship(String order) {}
        }
        assertThat(problems(shop().handlers(new Example())))
                .containsExactly("consumers must be at least 1, but is -2\n    at group billing");
    }

    @Test
    void classesOfAGroupAgreeOnItsConsumers() {
        @ConsumerGroup(value = "billing", consumers = 2)
        class Example {
            @Handles("orders")
            void ship(String order) {}
        }
        @ConsumerGroup(value = "billing", consumers = 3)
        class Other {
            @Handles("payments")
            void book(String payment) {}
        }
        assertThat(problems(shop().handlers(new Example(), new Other())))
                .containsExactly("the handlers of a group share its consumers, but two values are given for"
                        + " 'consumers': 2 (class Example) and 3 (class Other)\n    at group billing");
    }

    @Test
    void classesOfAGroupAgreeOnItsStart() {
        @ConsumerGroup(value = "billing", startFrom = "latest")
        class Example {
            @Handles("orders")
            void ship(String order) {}
        }
        @ConsumerGroup(value = "billing", startFrom = "earliest")
        class Other {
            @Handles("payments")
            void book(String payment) {}
        }
        assertThat(problems(shop().handlers(new Example(), new Other())))
                .containsExactly("the handlers of a group share its consumers, but two values are given for"
                        + " 'start-from': latest (class Example) and earliest (class Other)\n    at group billing");
    }

    @Test
    void classesOfAGroupAgreeOnItsGuaranteeAndTheDefaultCountsAsSaid() {
        @ConsumerGroup(value = "billing", guarantee = Guarantee.AT_LEAST_ONCE)
        class Example {
            @Handles("orders")
            void ship(String order) {}
        }
        @ConsumerGroup("billing")
        class Other {
            @Handles("payments")
            void book(String payment) {}
        }
        assertThat(problems(shop().handlers(new Example(), new Other())))
                .containsExactly("the handlers of a group share its consumers, but two values are given for"
                        + " 'guarantee': AT_LEAST_ONCE (class Example) and EXACTLY_ONCE (class Other)"
                        + "\n    at group billing");
    }

    @Test
    void handlersOfTheBuilderAgreeOnTheGuaranteeOfTheirGroupWithClasses() {
        @ConsumerGroup("billing")
        class Example {
            @Handles("payments")
            void book(String payment) {}
        }
        assertThat(problems(shop().handlers(new Example()).handle(ORDERS, h -> h.group("billing")
                        .guarantee(Guarantee.AT_LEAST_ONCE)
                        .run((order, delivery) -> Outcome.done()))))
                .containsExactly("the handlers of a group share its consumers, but two values are given for"
                        + " 'guarantee': EXACTLY_ONCE (class Example) and AT_LEAST_ONCE (handler billing/orders)"
                        + "\n    at group billing");
    }

    @Test
    void settingsOfTwoHandlersOfAGroupAgreeOnItsGuarantee() {
        HoldfastBuilder builder = shopWithOrders()
                .handle(ORDERS, h -> h.id("shop/audit").run((order, delivery) -> Outcome.done()))
                .settings(Settings.of(Map.of(
                        "holdfast.handlers.shop/audit.topics", "payments",
                        "holdfast.handlers.shop/audit.guarantee", "exactly-once",
                        "holdfast.handlers.shop/orders.guarantee", "at-least-once")));
        assertThat(problems(builder))
                .containsExactly("the handlers of a group share its consumers, but two values are given for"
                        + " 'guarantee': AT_LEAST_ONCE (handler shop/orders) and EXACTLY_ONCE (handler shop/audit)"
                        + "\n    at group shop");
    }

    @Test
    void aGuaranteeIsOneOfThose() {
        Settings settings = Settings.of(Map.of("holdfast.handlers.shop/orders.guarantee", "at-most-once"));
        assertThat(problems(shopWithOrders().settings(settings)))
                .containsExactly("'at-most-once' is not one of [EXACTLY_ONCE, AT_LEAST_ONCE]"
                        + "\n    at settings key holdfast.handlers.shop/orders.guarantee (map)");
    }

    @Test
    void settingsOfTwoHandlersOfAGroupAgreeOnItsConsumers() {
        Settings settings = Settings.of(
                Map.of("holdfast.handlers.shop/orders.consumers", "2", "holdfast.groups.shop.consumers", "3"));
        assertThat(problems(shopWithOrders().settings(settings)))
                .containsExactly("the handlers of a group share its consumers, but two values are given for"
                        + " 'consumers': 3 (the group's settings) and 2 (handler shop/orders)\n    at group shop");
    }

    @Test
    void theBuilderWinsOverAnnotationsThatDisagree() {
        @ConsumerGroup(value = "billing", consumers = 2)
        class Example {
            @Handles("orders")
            void ship(String order) {}
        }
        @ConsumerGroup(value = "billing", consumers = 3)
        class Other {
            @Handles("payments")
            void book(String payment) {}
        }
        var app = shop().handlers(new Example(), new Other())
                .group("billing", group -> group.consumers(4)
                        .startFrom(StartPosition.LATEST)
                        .guarantee(Guarantee.AT_LEAST_ONCE))
                .definition();

        assertThat(app.groups()).singleElement().satisfies(group -> {
            assertThat(group.name()).isEqualTo("billing");
            assertThat(group.consumers()).isEqualTo(4);
            assertThat(group.startFrom()).isEqualTo(StartPosition.LATEST);
            assertThat(group.guarantee()).isEqualTo(Guarantee.AT_LEAST_ONCE);
            assertThat(group.handlers()).hasSize(2);
        });
        assertThat(planned(app, "group billing", "consumers")).isEqualTo("4 (builder)");
        assertThat(planned(app, "group billing", "guarantee")).isEqualTo("AT_LEAST_ONCE (builder)");
    }

    @Test
    void aGroupOfTheBuilderHasHandlers() {
        assertThat(problems(shopWithOrders().group("shup", group -> group.consumers(2))))
                .containsExactly("no handler belongs to the group 'shup'; did you mean 'shop'?"
                        + "\n    at group shup (builder)");
    }
}
