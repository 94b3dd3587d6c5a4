package dev.holdfast.internal.invoke;

import static dev.holdfast.internal.invoke.Assertions.failed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.CodecUnavailableException;
import dev.holdfast.InvalidDefinitionException;
import dev.holdfast.Order;
import dev.holdfast.codec.Codec;
import dev.holdfast.codec.CodecFactory.Part;
import dev.holdfast.codec.Codecs;
import dev.holdfast.internal.problem.Problems;
import dev.holdfast.spi.HandlerInfo;
import dev.holdfast.spi.Verdict;
import dev.holdfast.spi.Verdict.Kind;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.header.Headers;
import org.junit.jupiter.api.Test;

class CodecUnavailableTest {
    @Test
    void aValueThatCannotBeDecodedNowIsNotUndecodable() throws Exception {
        List<Unavailable> calls = new ArrayList<>();
        Verdict.Failed failed = failed(handle(new Reading(calls), "handle"));

        assertThat(calls).isEmpty();
        assertThat(failed.kind()).isEqualTo(Kind.MAY_PASS);
        assertThat(failed.reason()).isEqualTo(Verdict.Failed.CODEC_UNAVAILABLE);
        assertThat(failed.message()).isEqualTo("the registry does not answer");
        assertThat(failed.after()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void aResultThatCannotBeEncodedNowIsNotUnencodable() throws Exception {
        for (String method : List.of("handle", "later")) {
            Verdict.Failed failed = failed(handle(new Writing(), method));

            assertThat(failed.kind()).as(method).isEqualTo(Kind.MAY_PASS);
            assertThat(failed.reason()).isEqualTo("codec-unavailable");
            assertThat(failed.message())
                    .isEqualTo("The value of a record for topic 'invoices' can't be encoded now:"
                            + " the registry does not answer");
        }
    }

    @Test
    void codecsSeeAtTheStartWhatTheyWillBeUsedFor() throws Exception {
        CodecRegistry codecs = codecs();
        plan(new Writing(), "handle", codecs);
        plan(new Reading(List.of()), "handle", codecs);

        assertThatThrownBy(codecs::check)
                .isInstanceOfSatisfying(InvalidDefinitionException.class, e -> assertThat(e.problems())
                        .containsExactly(
                                "WRITE of VALUE in invoices\n    at handler under test (return type)",
                                "READ of VALUE in orders\n    at handler under test (parameter 1 'value')"));
    }

    record Reading(List<Unavailable> calls) {
        void handle(Unavailable value) {
            calls.add(value);
        }
    }

    record Writing() {
        Unavailable handle(String value) {
            return new Unavailable(value);
        }

        CompletionStage<Unavailable> later(String value) {
            return CompletableFuture.completedStage(new Unavailable(value));
        }
    }

    record Unavailable(String text) {}

    private static Verdict handle(Object target, String method) throws Exception {
        return GivenRecord.of("key", "value")
                .handledBy(plan(target, method, codecs()).orElseThrow().invoker());
    }

    private static Optional<InvokerPlan> plan(Object target, String name, CodecRegistry codecs) throws Exception {
        HandlerInfo info = new HandlerInfo("billing/orders", "billing", List.of("orders"), Order.KEY, 16);
        InvokeContext context =
                new InvokeContext(info, "handler under test", Set.of("invoices"), codecs, List.of(), List.of());
        Method method = List.of(target.getClass().getDeclaredMethods()).stream()
                .filter(each -> each.getName().equals(name))
                .findFirst()
                .orElseThrow();
        return MethodHandlers.plan(method, () -> target, context, new Problems());
    }

    private static CodecRegistry codecs() {
        return new CodecRegistry(List.of(
                Codecs.kafkaTypes(),
                (type, part) -> type == Unavailable.class ? Optional.of(new UnavailableCodec()) : Optional.empty()));
    }

    private static final class UnavailableCodec implements Codec<Unavailable> {
        @Override
        public byte[] encode(String topic, Headers headers, Unavailable value) {
            throw new CodecUnavailableException("the registry does not answer", null);
        }

        @Override
        public Unavailable decode(String topic, Headers headers, byte[] bytes) {
            throw new CodecUnavailableException("the registry does not answer", null);
        }

        @Override
        public List<String> check(String topic, Part part, Direction direction) {
            return List.of(direction + " of " + part + " in " + topic);
        }
    }
}
