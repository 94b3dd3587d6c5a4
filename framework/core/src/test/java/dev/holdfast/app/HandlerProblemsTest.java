package dev.holdfast.app;

import static dev.holdfast.app.Definitions.ORDERS;
import static dev.holdfast.app.Definitions.problems;
import static dev.holdfast.app.Definitions.shop;
import static dev.holdfast.app.Definitions.shopWithOrders;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.annotation.Emits;
import dev.holdfast.annotation.Handles;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class HandlerProblemsTest {
    @Test
    void anObjectNeedsAHandler() {
        class Example {}
        assertThat(problems(shopWithOrders().handlers(new Example())))
                .containsExactly("the class has no method with @Handles, nor have its superclasses and interfaces"
                        + "\n    at class Example");
    }

    @Test
    void aClassIsNoInstance() {
        class Example {
            @Handles("payments")
            void ship(String order) {}
        }
        assertThat(problems(shopWithOrders().handlers(Example.class)))
                .containsExactly("a class was given where an instance is needed: call handlers(new Example(…)) or"
                        + " handlers(Class, Supplier)\n    at class Example");
    }

    @Test
    void aHandlerIsNotPrivate() {
        class Example {
            @Handles("orders")
            private void ship(String order) {}
        }
        assertThat(problems(shop().handlers(new Example())))
                .containsExactly("a handler can't be private: no proxy could stand in front of it"
                        + "\n    at handler Example.ship");
    }

    @Test
    void aHandlerIsNotStatic() {
        assertThat(problems(shop().handlers(new WithStaticMethod())))
                .containsExactly("a handler can't be static: it is called through the instance that was given"
                        + "\n    at handler WithStaticMethod.ship");
    }

    static final class WithStaticMethod {
        @Handles("orders")
        static void ship(String order) {}
    }

    @Test
    void aHandlerNamesATopic() {
        class Example {
            @Handles({})
            void ship(String order) {}
        }
        assertThat(problems(shop().handlers(new Example())))
                .containsExactly("the handler names no topic\n    at handler Example.ship");
    }

    @Test
    void aHandlerNamesEachTopicOnce() {
        class Example {
            @Handles({"orders", "orders"})
            void ship(String order) {}
        }
        assertThat(problems(shop().handlers(new Example())))
                .containsExactly("the topic 'orders' is named twice\n    at handler Example.ship");
    }

    @Test
    void aHandledTopicHasALegalName() {
        class Example {
            @Handles("my orders")
            void ship(String order) {}
        }
        assertThat(problems(shop().handlers(new Example())))
                .containsExactly("the name of a topic consists of letters, digits, '.', '_' and '-', but this one is"
                        + " 'my orders'\n    at handler Example.ship");
    }

    @Test
    void emitsNamesATopic() {
        class Example {
            @Handles("orders")
            @Emits({})
            void ship(String order) {}
        }
        assertThat(problems(shop().handlers(new Example())))
                .containsExactly("@Emits names no topic\n    at handler Example.ship");
    }

    @Test
    void anEmittedTopicHasALegalName() {
        assertThat(problems(shop().handle(
                                ORDERS,
                                h -> h.id("ship").emits("shipments", "").run((order, delivery) -> Outcome.done()))))
                .containsExactly("the name of a topic is empty\n    at handler ship (emits)");
    }

    @Test
    void twoHandlersOfAGroupDontHandleOneTopic() {
        class Example {
            @Handles(value = "orders", id = "ship")
            void ship(String order) {}

            @Handles(value = "orders", id = "bill")
            void bill(String order) {}
        }
        assertThat(problems(shop().handlers(new Example())))
                .containsExactly("two handlers of the group 'shop' handle the topic 'orders': the other is handler"
                        + " Example.bill. Each record goes to one handler of a group: put one of them into another"
                        + " group\n    at handler Example.ship");
    }

    @Test
    void handlersOfTwoGroupsMayHandleOneTopic() {
        assertThat(problems(shopWithOrders()
                        .handle(ORDERS, h -> h.group("audit").run((order, delivery) -> Outcome.done()))))
                .isEmpty();
    }

    @Test
    void idsAreUnique() {
        Topic<String, String> payments = Topic.of("payments", String.class, String.class);
        assertThat(problems(shop().handle(ORDERS, h -> h.id("ship").run((order, delivery) -> Outcome.done()))
                        .handle(payments, h -> h.id("ship").run((order, delivery) -> Outcome.done()))))
                .containsExactly("two handlers have the id 'ship': the other is handler ship. Give one of them an id of"
                        + " its own\n    at handler ship");
    }

    @Test
    void anIdIsNotBlank() {
        assertThat(problems(shop().handle(ORDERS, h -> h.id(" ").run((order, delivery) -> Outcome.done()))))
                .containsExactly("the id of a handler must not be empty, nor contain '=' or spaces at its ends, but it"
                        + " is ' '\n    at handler  ");
    }

    @Test
    void concurrencyIsAtLeastOne() {
        class Example {
            @Handles(value = "orders", concurrency = -1)
            void ship(String order) {}
        }
        assertThat(problems(shop().handlers(new Example())))
                .containsExactly("concurrency must be at least 1, but is -1\n    at handler Example.ship");
    }

    @Test
    void zeroIsNoConcurrencyForTheBuilder() {
        assertThat(problems(shop().handle(ORDERS, h -> h.concurrency(0).run((order, delivery) -> Outcome.done()))))
                .containsExactly("concurrency must be at least 1, but is 0\n    at handler shop/orders");
    }

    @Test
    void concurrencyHasABound() {
        assertThat(problems(shop().handle(ORDERS, h -> h.concurrency(10_001).run((order, delivery) -> Outcome.done()))))
                .containsExactly("concurrency is 10001, more than the 10000 that one consumer can hold in flight: run"
                        + " more consumers or instances\n    at handler shop/orders");
    }

    @Test
    void aTimeoutIsADuration() {
        class Example {
            @Handles(value = "orders", timeout = "10 parsecs")
            void ship(String order) {}
        }
        assertThat(problems(shop().handlers(new Example())))
                .containsExactly("'10 parsecs' is not a duration: write 500ms, 10s, 1m, 2h, 1d or ISO-8601 like PT10S"
                        + "\n    at handler Example.ship (timeout)");
    }

    @Test
    void aTimeoutIsMoreThanNothing() {
        assertThat(problems(
                        shop().handle(ORDERS, h -> h.timeout(Duration.ZERO).run((order, delivery) -> Outcome.done()))))
                .containsExactly("the timeout must be more than nothing, but is PT0S\n    at handler shop/orders");
    }

    @Test
    void aTimeoutIsAtMostAYear() {
        assertThat(problems(shop().handle(
                                ORDERS, h -> h.timeout(Duration.ofDays(366)).run((order, delivery) -> Outcome.done()))))
                .containsExactly("the timeout must be at most a year, but is PT8784H\n    at handler shop/orders");
    }

    @Test
    void aBuiltHandlerNeedsAFunction() {
        assertThat(problems(shop().handle(ORDERS, h -> h.id("ship"))))
                .containsExactly("the handler has no function: call run(…), runMessage(…) or runAsync(…)"
                        + "\n    at handler ship");
    }

    @Test
    void aBuiltHandlerHasOneFunction() {
        assertThat(problems(shop().handle(ORDERS, h -> h.run((order, delivery) -> Outcome.done())
                        .runMessage((message, delivery) -> Outcome.done()))))
                .containsExactly("the handler has 2 functions, but can run only one\n    at handler shop/orders");
    }

    @Test
    void aParameterNeedsACodec() {
        class Example {
            @Handles("orders")
            void ship(Thread order) {}
        }
        assertThat(problems(shop().handlers(new Example())))
                .singleElement()
                .asString()
                .contains("Thread")
                .contains("at handler Example.ship (parameter 1 'order')");
    }
}
