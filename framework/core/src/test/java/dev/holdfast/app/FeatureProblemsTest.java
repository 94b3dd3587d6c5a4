package dev.holdfast.app;

import static dev.holdfast.app.Definitions.ORDERS;
import static dev.holdfast.app.Definitions.onlyHandler;
import static dev.holdfast.app.Definitions.problems;
import static dev.holdfast.app.Definitions.shop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.TopicSpec;
import dev.holdfast.annotation.Handles;
import dev.holdfast.spi.DerivedTopic;
import dev.holdfast.spi.ExtendsHandler;
import dev.holdfast.spi.FeatureReader;
import dev.holdfast.spi.HandlerExtension;
import dev.holdfast.spi.HandlerFeature;
import dev.holdfast.spi.HandlerInfo;
import dev.holdfast.spi.Timers;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FeatureProblemsTest {
    @Retention(RetentionPolicy.RUNTIME)
    @ExtendsHandler(ArchiveReader.class)
    @interface Archive {
        String value();
    }

    public static final class ArchiveReader implements FeatureReader<Archive> {
        @Override
        public @Nullable HandlerFeature read(Archive annotation, List<String> problems) {
            if (annotation.value().isEmpty()) {
                problems.add("the archive has no name");
                return null;
            }
            return new ArchiveFeature(annotation.value());
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @ExtendsHandler(HiddenReader.class)
    @interface Hidden {}

    static final class HiddenReader implements FeatureReader<Hidden> {
        @Override
        public @Nullable HandlerFeature read(Hidden annotation, List<String> problems) {
            return null;
        }
    }

    @Retention(RetentionPolicy.RUNTIME)
    @ExtendsHandler(ArchiveReader.class)
    @interface Misled {}

    record ArchiveFeature(String name) implements HandlerFeature {
        @Override
        public List<String> problems(HandlerInfo handler) {
            return handler.concurrency() == 13 ? List.of("archives don't like 13") : List.of();
        }

        @Override
        public List<DerivedTopic> topics(HandlerInfo handler) {
            return List.of(derived(name));
        }

        @Override
        public HandlerExtension open(HandlerInfo handler, Timers timers) {
            return new HandlerExtension() {};
        }
    }

    private static DerivedTopic derived(String name) {
        DerivedTopic.Retention retention = new DerivedTopic.Retention(Duration.ofDays(1), Duration.ofDays(7));
        return new DerivedTopic(name, "orders", Map.of(), true, retention, 0);
    }

    private static List<String> archivedAs(String name, TopicSpec... declared) {
        return problems(shop().topics(declared)
                .handle(ORDERS, h -> h.with(new ArchiveFeature(name)).run((order, delivery) -> Outcome.done())));
    }

    @Test
    void anAnnotationAddsAFeature() {
        class Example {
            @Handles("orders")
            @Archive("orders.archive")
            void ship(String order) {}
        }
        var handler = onlyHandler(shop().handlers(new Example()).definition());

        assertThat(handler.features()).containsExactly(new ArchiveFeature("orders.archive"));
        assertThat(handler.derivedTopics()).containsExactly(derived("orders.archive"));
    }

    @Test
    void anAnnotationOfTheClassCountsForMethodsWithoutTheirOwn() {
        @Archive("all")
        class Example {
            @Handles("orders")
            void ship(String order) {}
        }
        assertThat(onlyHandler(shop().handlers(new Example()).definition()).features())
                .containsExactly(new ArchiveFeature("all"));
    }

    @Test
    void theAnnotationOfTheMethodCountsBeforeThatOfTheClass() {
        @Archive("all")
        class Example {
            @Handles("orders")
            @Archive("mine")
            void ship(String order) {}
        }
        assertThat(onlyHandler(shop().handlers(new Example()).definition()).features())
                .containsExactly(new ArchiveFeature("mine"));
    }

    @Test
    void problemsOfTheReaderGetAPlace() {
        class Example {
            @Handles("orders")
            @Archive("")
            void ship(String order) {}
        }
        assertThat(problems(shop().handlers(new Example())))
                .containsExactly("the archive has no name\n    at handler Example.ship (@Archive)");
    }

    @Test
    void aReaderMustBeAccessible() {
        class Example {
            @Handles("orders")
            @Hidden
            void ship(String order) {}
        }
        assertThat(problems(shop().handlers(new Example())))
                .singleElement()
                .asString()
                .startsWith("HiddenReader can't be used: it needs a public class and a public constructor without"
                        + " parameters (")
                .endsWith("\n    at handler Example.ship (@Hidden)");
    }

    @Test
    void aReaderOfAnotherAnnotationIsAProblem() {
        class Example {
            @Handles("orders")
            @Misled
            void ship(String order) {}
        }
        assertThat(problems(shop().handlers(new Example())))
                .singleElement()
                .asString()
                .startsWith("ArchiveReader failed: java.lang.ClassCastException")
                .endsWith("\n    at handler Example.ship (@Misled)");
    }

    @Test
    void problemsOfTheFeatureGetAPlace() {
        assertThat(problems(shop().handle(ORDERS, h -> h.with(new ArchiveFeature("a"))
                        .concurrency(13)
                        .run((order, delivery) -> Outcome.done()))))
                .containsExactly("archives don't like 13\n    at handler shop/orders");
    }

    @Test
    void aDerivedTopicMayBeDeclaredToo() {
        assertThat(shop().topics(TopicSpec.of("orders.archive"))
                        .handle(ORDERS, h -> h.with(new ArchiveFeature("orders.archive"))
                                .run((order, delivery) -> Outcome.done()))
                        .definition()
                        .topics())
                .extracting(TopicSpec::name)
                .contains("orders.archive");
    }

    @Test
    void aDerivedTopicIsNotDeclaredWithLessRetentionThanItsRecordsNeed() {
        assertThat(archivedAs("orders.archive", TopicSpec.of("orders.archive").config("retention.ms", "90000000")))
                .containsExactly(
                        "the topic 'orders.archive' is declared with retention.ms=90000000, but its records are"
                                + " needed for 172800000 ms: they would be deleted before they are handled"
                                + "\n    at handler shop/orders (derived topic)");
    }

    @Test
    void aDerivedTopicsNameIsNotTooLong() {
        String name = "x".repeat(250);
        assertThat(archivedAs(name))
                .containsExactly("the name of a topic has at most 249 characters, but this one has 250: '" + name
                        + "'\n    at handler shop/orders (derived topic)");
    }

    @Test
    void aDerivedTopicsNameIsLegal() {
        assertThat(archivedAs("orders/archive"))
                .containsExactly("the name of a topic consists of letters, digits, '.', '_' and '-', but this one is"
                        + " 'orders/archive'\n    at handler shop/orders (derived topic)");
    }

    @Test
    void twoHandlersDontDeriveOneTopic() {
        HoldfastBuilder builder = shop();
        for (String group : List.of("a", "b")) {
            builder.handle(
                    ORDERS,
                    h -> h.group(group).with(new ArchiveFeature("both")).run((order, delivery) -> Outcome.done()));
        }
        assertThat(problems(builder))
                .containsExactly("the topic 'both' is a topic of handler a/orders already"
                        + "\n    at handler b/orders (derived topic)");
    }

    @Test
    void aSubscribedDerivedTopicIsNotHandledByANeighbour() {
        Topic<String, String> archive = Topic.of("orders.archive", String.class, String.class);
        assertThat(problems(shop().handle(ORDERS, h -> h.with(new ArchiveFeature("orders.archive"))
                                .run((order, delivery) -> Outcome.done()))
                        .handle(archive, h -> h.run((order, delivery) -> Outcome.done()))))
                .containsExactly(
                        "the topic 'orders.archive' is handled by handler shop/orders.archive of the same group"
                                + " already\n    at handler shop/orders (derived topic)");
    }

    @Test
    void aDerivedTopicDerivesFromATopicOfItsHandler() {
        Topic<String, String> payments = Topic.of("payments", String.class, String.class);
        assertThat(problems(shop().handle(payments, h -> h.with(new ArchiveFeature("a"))
                        .run((order, delivery) -> Outcome.done()))))
                .containsExactly("the topic 'a' derives from 'orders', which the handler does not handle"
                        + "\n    at handler shop/payments (derived topic)");
    }
}
