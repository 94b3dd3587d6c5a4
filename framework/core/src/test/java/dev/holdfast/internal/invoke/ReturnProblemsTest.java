package dev.holdfast.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Message;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@NullUnmarked
class ReturnProblemsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "count       | returns int, which can't be emitted: return an object, or null to emit nothing",
                "maybe       | returns java.util.Optional<java.lang.String>, which can't be emitted: return an object,"
                        + " or null to emit nothing",
                "unknown     | no codec for java.lang.Double: add one with codecs(…), such as JsonCodecs.defaults() of"
                        + " holdfast-json",
                "unknownPart | no codec for java.lang.Double: add one with codecs(…), such as JsonCodecs.defaults() of"
                        + " holdfast-json",
                "texts       | returns java.util.List<java.lang.String>, but only a collection of messages can be"
                        + " emitted: return List<Message<K, V>>",
                "variable    | the type T is not known here: a codec is found by the declared type, which can't be a type"
                        + " variable",
                "nested      | returns a stage that completes with another one: complete it with the result itself",
                "open        | returns java.util.concurrent.CompletionStage<?>, which does not say what it completes"
                        + " with: return CompletionStage<Void>, for example",
            })
    void eachProblemNamesTheMethod(String method, String problem) {
        assertThat(Given.emitting("invoices").problems(Wrong.class, method))
                .containsExactly(problem + "\n    at handler Wrong." + method + " (return type)");
    }

    @Test
    void aReturnedValueNeedsATopic() {
        assertThat(Given.emitting().problems(Right.class, "value"))
                .containsExactly(
                        "returns java.lang.String but declares no topic to emit to: add @Emits, or return nothing"
                                + "\n    at handler Right.value (return type)");
        assertThat(Given.emitting().problems(Right.class, "later")).hasSize(1);
        assertThat(Given.emitting().problems(Right.class, "messages")).hasSize(1);
    }

    @Test
    void aReturnedValueNeedsTheOnlyTopic() {
        assertThat(Given.emitting("invoices", "audit").problems(Right.class, "value"))
                .containsExactly(
                        "returns a value but declares 2 topics to emit to: return a Message and name its topic by"
                                + " to(…)\n    at handler Right.value (return type)");
        assertThat(Given.emitting("invoices", "audit").problems(Right.class, "messages"))
                .isEmpty();
    }

    static final class Wrong<T> {
        int count() {
            return 1;
        }

        Optional<String> maybe() {
            return Optional.empty();
        }

        Double unknown() {
            return 1.0;
        }

        Message<String, Double> unknownPart() {
            return Message.of("key", 1.0);
        }

        List<String> texts() {
            return List.of();
        }

        T variable() {
            return null;
        }

        CompletionStage<CompletableFuture<String>> nested() {
            return null;
        }

        CompletionStage<?> open() {
            return null;
        }
    }

    static final class Right {
        String value() {
            return "";
        }

        CompletableFuture<String> later() {
            return CompletableFuture.completedFuture("");
        }

        List<Message<String, String>> messages() {
            return List.of();
        }
    }
}
