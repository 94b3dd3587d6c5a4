package dev.holdfast.app;

import static dev.holdfast.app.Definitions.handlers;
import static dev.holdfast.app.Definitions.problems;
import static dev.holdfast.app.Definitions.shop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.annotation.ConsumerGroup;
import dev.holdfast.annotation.Emits;
import dev.holdfast.annotation.Handles;
import dev.holdfast.annotation.Key;
import dev.holdfast.internal.definition.AppDefinition;
import dev.holdfast.internal.definition.HandlerDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AnnotationInheritanceTest {
    private final List<String> calls = new ArrayList<>();

    @ConsumerGroup("shipping")
    interface Shipping {
        @Handles("orders")
        @Emits("shipments")
        String ship(@Key String id, String order);
    }

    abstract static class Base {
        @Handles("payments")
        void book(String payment) {}

        @Handles("refunds")
        void refund(String refund) {}
    }

    interface Generic<T> {
        @Handles("orders")
        void handle(T order);
    }

    private static List<String> places(AppDefinition app) {
        return handlers(app).stream()
                .map(handler -> handler.info().id() + " at " + handler.place())
                .toList();
    }

    @Test
    void annotationsOfAnInterfaceCount() {
        class Example implements Shipping {
            @Override
            public String ship(String id, String order) {
                calls.add(id + " " + order);
                return order;
            }
        }
        AppDefinition app = shop().handlers(new Example()).definition();

        assertThat(places(app)).containsExactly("shipping/orders at Example.ship");
        assertThat(Invocations.emitted(handlers(app).get(0), "id", "order")).containsExactly("shipments: order");
        assertThat(calls).containsExactly("id order");
    }

    @Test
    void annotationsOfASuperclassCountAndOverriddenMethodsCountOnce() {
        @ConsumerGroup("books")
        class Example extends Base {
            @Override
            @Handles("payments.eu")
            void book(String payment) {
                calls.add("book " + payment);
            }

            @Override
            void refund(String refund) {
                calls.add("refund " + refund);
            }
        }
        AppDefinition app = shop().handlers(new Example()).definition();

        assertThat(places(app)).containsExactly("books/payments.eu at Example.book", "books/refunds at Example.refund");
        for (HandlerDefinition handler : handlers(app)) {
            assertThat(Invocations.emitted(handler, "id", "x")).isEmpty();
        }
        assertThat(calls).containsExactly("book x", "refund x");
    }

    @Test
    void anOverriddenGenericMethodIsReadWithItsRealTypes() {
        class Example implements Generic<String> {
            @Override
            public void handle(String order) {
                calls.add(order);
            }
        }
        AppDefinition app = shop().handlers(new Example()).definition();

        assertThat(places(app)).containsExactly("shop/orders at Example.handle");
        assertThat(Invocations.emitted(handlers(app).get(0), "id", "x")).isEmpty();
        assertThat(calls).containsExactly("x");
    }

    @Test
    void anAnnotatedOverrideOfAGenericMethodCountsOnce() {
        class Example implements Generic<String> {
            @Override
            @Handles("orders.eu")
            public void handle(String order) {}
        }
        assertThat(places(shop().handlers(new Example()).definition()))
                .containsExactly("shop/orders.eu at Example.handle");
    }

    @Test
    void theGroupOfTheClassCountsBeforeThatOfItsInterface() {
        @ConsumerGroup("express")
        class Example implements Shipping {
            @Override
            public String ship(String id, String order) {
                return order;
            }
        }
        assertThat(places(shop().handlers(new Example()).definition()))
                .containsExactly("express/orders at Example.ship");
    }

    @Test
    void aPrivateMethodIsNotOverriddenByItsNamesake() {
        class Parent {
            @Handles("orders")
            private void ship(String order) {}
        }
        class Example extends Parent {
            @Handles("payments")
            void ship(String order) {}
        }
        assertThat(problems(shop().handlers(new Example())))
                .containsExactly("a handler can't be private: no proxy could stand in front of it"
                        + "\n    at handler Example.ship");
    }

    @Test
    void aManagedInstanceIsAskedForOncePerCall() {
        class Example {
            @Handles("orders")
            void ship(String order) {}
        }
        AtomicInteger asked = new AtomicInteger();
        AppDefinition app = shop().handlers(Example.class, () -> {
                    asked.incrementAndGet();
                    return new Example();
                })
                .definition();
        assertThat(asked).hasValue(0);

        Invocations.emitted(handlers(app).get(0), "id", "a");
        Invocations.emitted(handlers(app).get(0), "id", "b");
        assertThat(asked).hasValue(2);
    }
}
