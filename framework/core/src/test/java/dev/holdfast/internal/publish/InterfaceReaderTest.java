package dev.holdfast.internal.publish;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.annotation.Header;
import dev.holdfast.annotation.Key;
import dev.holdfast.annotation.Publishes;
import dev.holdfast.internal.problem.Problems;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;

final class InterfaceReaderTest {
    @Test
    void everyProblemOfAnInterfaceIsReportedAtOnce() {
        assertThat(problems(Broken.class))
                .containsExactly(
                        "@Publishes names no topic.\n    at publisher Broken.a",
                        "A parameter is either @Key or @Header, not both.\n    at publisher Broken.b (parameter 1 'both')",
                        "A header is a String or byte[], not int.\n    at publisher Broken.c (parameter 2 'number')",
                        "Only one parameter can be the key; 'first' is already.\n    at publisher Broken.d (parameter 2"
                                + " 'second')",
                        "Only one parameter can be the value, and 'first' is already: the others need @Key or @Header.\n"
                                + "    at publisher Broken.e (parameter 2 'second')",
                        "No parameter is the record's value: one needs to be without annotation.\n    at publisher"
                                + " Broken.f",
                        "There is no codec for keys of type java.lang.Long.\n    at publisher Broken.g (parameter 1 'key')",
                        "There is no codec for values of type java.util.List<java.lang.String>.\n    at publisher Broken.g"
                                + " (parameter 2 'values')",
                        "The return type is java.util.concurrent.Future<" + RecordMetadata.class.getName()
                                + ">; it may be CompletionStage<RecordMetadata>, CompletableFuture<RecordMetadata>,"
                                + " RecordMetadata or void.\n    at publisher Broken.h",
                        "The return type is " + CompletionStage.class.getName() + "<java.lang.Void>; it may be"
                                + " CompletionStage<RecordMetadata>, CompletableFuture<RecordMetadata>, RecordMetadata or"
                                + " void.\n    at publisher Broken.i",
                        "The method has neither @Publishes nor a body.\n    at publisher Broken.j",
                        "The method has both @Publishes and a body.\n    at publisher Broken.k");
    }

    @Test
    void whatIsNoInterfaceOrPublishesNothingIsRefused() {
        assertThat(problems(NoInterface.class))
                .containsExactly("A publisher is an interface; this is a class.\n    at publisher "
                        + NoInterface.class.getName());
        assertThat(problems(NoInterfaceButRecord.class))
                .containsExactly("A publisher is an interface; this is a record.\n    at publisher "
                        + NoInterfaceButRecord.class.getName());
        assertThat(problems(Publishes.class))
                .containsExactly("A publisher is an interface; this is an annotation.\n    at publisher "
                        + Publishes.class.getName());
        assertThat(problems(Runnable.class))
                .containsExactly("The interface has no method with @Publishes.\n    at publisher java.lang.Runnable");
    }

    @Test
    void inheritedMethodsArePublishersToo() {
        Problems problems = new Problems();

        var plans = new InterfaceReader(TextCodecs.registry(), problems).read(Child.class);

        assertThat(problems.list()).isEmpty();
        assertThat(plans.values().stream().map(MethodPlan::topic)).containsExactlyInAnyOrder("parent", "child");
    }

    private static List<String> problems(Class<?> type) {
        Problems problems = new Problems();
        new InterfaceReader(TextCodecs.registry(), problems).read(type);
        return problems.list();
    }

    interface Broken {
        @Publishes(" ")
        void a(String value);

        @Publishes("b")
        void b(@Key @Header("h") String both, String value);

        @Publishes("c")
        void c(String value, @Header("n") int number);

        @Publishes("d")
        void d(@Key String first, @Key String second, String value);

        @Publishes("e")
        void e(String first, String second);

        @Publishes("f")
        void f(@Key String key);

        @Publishes("g")
        void g(@Key long key, List<String> values);

        @Publishes("h")
        Future<RecordMetadata> h(String value);

        @Publishes("i")
        CompletionStage<Void> i(String value);

        void j(String value);

        @Publishes("k")
        default void k(String value) {}
    }

    interface Parent {
        @Publishes("parent")
        CompletableFuture<RecordMetadata> parent(@Key String key, String value);
    }

    interface Child extends Parent {
        @Publishes("child")
        RecordMetadata child(String value);

        static String helper() {
            return "not a publisher's method";
        }
    }

    static final class NoInterface {}

    record NoInterfaceButRecord(String text) {}
}
