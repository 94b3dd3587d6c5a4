package dev.holdfast.internal.invoke;

import static dev.holdfast.internal.invoke.Assertions.failed;
import static dev.holdfast.internal.invoke.Assertions.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.CodecException;
import dev.holdfast.Emitter;
import dev.holdfast.Message;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.spi.Verdict;
import dev.holdfast.spi.Verdict.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.NullUnmarked;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@NullUnmarked
class ReturnsTest {
    private static final Topic<String, Integer> INVOICES = Topic.of("invoices", String.class, Integer.class);
    private static final Given TO_ONE = Given.emitting("invoices");
    private static final Given TO_TWO = Given.emitting("invoices", "audit");

    @Test
    void nothingReturnedIsSuccessWithoutOutputs() {
        assertThat(Given.emitting().handle(new ReturnsNothing())).isSameAs(Verdict.Succeeded.WITHOUT_OUTPUTS);
    }

    @Test
    void aValueGoesToTheOnlyTopicWithTheSameKeyBytes() {
        byte[] key = {-1, 0, 1};
        GivenRecord record = GivenRecord.ofBytes(key, GivenRecord.bytes("x"));

        Verdict.Succeeded verdict = (Verdict.Succeeded) TO_ONE.handle(new ReturnsInteger(13), record);

        ProducerRecord<byte[], byte[]> output = verdict.outputs().get(0);
        assertThat(output.topic()).isEqualTo("invoices");
        assertThat(output.key()).isSameAs(key);
        assertThat(output.value()).asString().isEqualTo("13");
        assertThat(output.partition()).isNull();
        assertThat(output.timestamp()).isNull();
    }

    @Test
    void aValueForARecordWithoutKeyHasNoKey() {
        Verdict verdict = TO_ONE.handle(new ReturnsInteger(13), GivenRecord.of(null, "value"));

        assertThat(succeeded(verdict)).containsExactly("invoices null=13");
    }

    @Test
    void nullEmitsNothing() {
        assertThat(TO_ONE.handle(new ReturnsInteger(null))).isSameAs(Verdict.Succeeded.WITHOUT_OUTPUTS);
        assertThat(TO_ONE.handle(new ReturnsMessage(null))).isSameAs(Verdict.Succeeded.WITHOUT_OUTPUTS);
        assertThat(TO_ONE.handle(new ReturnsMessages(null))).isSameAs(Verdict.Succeeded.WITHOUT_OUTPUTS);
        assertThat(TO_ONE.handle(new ReturnsMessages(Arrays.asList(null, null))))
                .isSameAs(Verdict.Succeeded.WITHOUT_OUTPUTS);
    }

    @Test
    void aMessageHasItsOwnKeyHeadersAndTime() {
        Message<String, Integer> message =
                Message.of("own", 13).header("h", "x").timestamp(Instant.ofEpochMilli(77));

        Verdict.Succeeded verdict = (Verdict.Succeeded) TO_ONE.handle(new ReturnsMessage(message));

        assertThat(succeeded(verdict)).containsExactly("invoices own=13");
        ProducerRecord<byte[], byte[]> output = verdict.outputs().get(0);
        assertThat(output.timestamp()).isEqualTo(77);
        assertThat(output.headers().lastHeader("h").value()).asString().isEqualTo("x");
    }

    @Test
    void aTombstoneDeletes() {
        assertThat(succeeded(TO_ONE.handle(new ReturnsMessage(Message.tombstone("own")))))
                .containsExactly("invoices own=null");
    }

    @Test
    void severalMessagesNameTheirTopicsAndKeepTheirOrder() {
        Collection<Message<String, Integer>> messages = List.of(
                Message.of("a", 1).to("audit"),
                Message.of("b", 2).to(INVOICES),
                Message.of("c", 3).to("audit"));

        assertThat(succeeded(TO_TWO.handle(new ReturnsMessages(messages))))
                .containsExactly("audit a=1", "invoices b=2", "audit c=3");
    }

    @Test
    void wildcardsAndRawMessagesAreEncodedByTheClassesOfTheirParts() {
        assertThat(succeeded(TO_TWO.handle(new ReturnsWildcards())))
                .containsExactly("audit 7=text", "invoices null=13");
    }

    @Test
    void aMessageWithoutTopicFailsWhereThereAreSeveral() {
        Verdict.Failed failed = failed(TO_TWO.handle(new ReturnsMessage(Message.of("a", 1))));

        assertThat(failed.kind()).isEqualTo(Kind.MAY_PASS);
        assertThat(failed.cause())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the returned message names no topic: name one of [invoices, audit] by to(…)");
    }

    @Test
    void aMessageForAnUndeclaredTopicFails() {
        Verdict.Failed failed =
                failed(TO_ONE.handle(new ReturnsMessage(Message.of("a", 1).to("other"))));

        assertThat(failed.cause())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the returned message goes to 'other', which the handler does not declare:"
                        + " name one of its topics [invoices] by to(…)");
    }

    @Test
    void outcomesSayWhatBecomesOfTheRecord() {
        assertThat(TO_ONE.handle(new ReturnsOutcome(Outcome.done()))).isSameAs(Verdict.Succeeded.WITHOUT_OUTPUTS);
        assertThat(succeeded(TO_ONE.handle(new ReturnsOutcome(Outcome.emit(Message.of("a", 1), Message.of(2L, "b"))))))
                .containsExactly("invoices a=1", "invoices 2=b");
        assertThat(TO_ONE.handle(new ReturnsOutcome(Outcome.retry("not yet"))))
                .isEqualTo(new Verdict.Failed(Kind.MAY_PASS, "failed", null, "not yet", null));
        assertThat(TO_ONE.handle(new ReturnsOutcome(Outcome.retryAfter(Duration.ofSeconds(9)))))
                .isEqualTo(new Verdict.Failed(
                        Kind.MAY_PASS,
                        "failed",
                        null,
                        "the handler asked to be tried again after PT9S",
                        Duration.ofSeconds(9)));
        assertThat(TO_ONE.handle(new ReturnsOutcome(Outcome.deadLetter("no such customer"))))
                .isEqualTo(new Verdict.Failed(Kind.PERMANENT, "rejected", null, "no such customer", null));
        assertThat(TO_ONE.handle(new ReturnsOutcome(Outcome.skip("a test order"))))
                .isEqualTo(new Verdict.Skipped("a test order"));
    }

    @Test
    void anOutcomeThatEmitsNeedsADeclaredTopic() {
        assertThat(failed(Given.emitting().handle(new ReturnsOutcome(Outcome.emit(Message.of("a", 1)))))
                        .cause())
                .hasMessage("the handler returned a message but declares no topic to emit to: add @Emits");
    }

    @Test
    void aNullOutcomeIsAFailureThatSaysSo() {
        assertThat(failed(TO_ONE.handle(new ReturnsOutcome(null))).cause())
                .hasMessage("the handler returned null instead of an Outcome");
    }

    @Test
    void whatWasStagedComesBeforeWhatIsReturnedAndIsDroppedWithoutSuccess() {
        assertThat(succeeded(TO_ONE.handle(new StagesAndReturns(Outcome.done()))))
                .containsExactly("invoices staged=0");
        assertThat(succeeded(TO_ONE.handle(new StagesAndReturns(Outcome.emit(Message.of("a", 1))))))
                .containsExactly("invoices staged=0", "invoices a=1");
        assertThat(TO_ONE.handle(new StagesAndReturns(Outcome.skip("no")))).isEqualTo(new Verdict.Skipped("no"));
        assertThat(failed(TO_ONE.handle(new StagesAndReturns(Outcome.retry("no"))))
                        .message())
                .isEqualTo("no");
    }

    @Test
    void whatCanNotBeEncodedFailsForGood() {
        for (Object handler : List.of(
                new ReturnsText("unencodable"),
                new ReturnsOutcome(Outcome.emit(Message.of("a", 1.5))),
                new ReturnsOutcome(Outcome.emit(Message.of("unencodable", 1))))) {
            Verdict.Failed failed = failed(TO_ONE.handle(handler));
            assertThat(failed.kind()).isEqualTo(Kind.PERMANENT);
            assertThat(failed.reason()).isEqualTo("unencodable");
            assertThat(failed.cause()).isInstanceOf(CodecException.class);
        }
        assertThat(failed(TO_ONE.handle(new ReturnsOutcome(Outcome.emit(Message.of("a", 1.5)))))
                        .message())
                .isEqualTo("no codec for java.lang.Double, of which a value goes to topic 'invoices'");
    }

    static final class ReturnsNothing {
        void handle(String value) {}
    }

    record ReturnsInteger(@Nullable Integer result) {
        @Nullable
        Integer handle(String value) {
            return result;
        }
    }

    record ReturnsText(String result) {
        String handle() {
            return result;
        }
    }

    record ReturnsMessage(@Nullable Message<String, Integer> result) {
        @Nullable
        Message<String, Integer> handle(String value) {
            return result;
        }
    }

    record ReturnsMessages(@Nullable Collection<Message<String, Integer>> result) {
        @Nullable
        Collection<Message<String, Integer>> handle(String value) {
            return result;
        }
    }

    static final class ReturnsWildcards {
        List<Message<?, ?>> handle(String value) {
            return List.of(
                    Message.of(7, "text").to("audit"), Message.of(null, 13L).to("invoices"));
        }
    }

    record ReturnsOutcome(@Nullable Outcome result) {
        @Nullable
        Outcome handle(String value) {
            return result;
        }
    }

    record StagesAndReturns(Outcome result) {
        Outcome handle(String value, Emitter emitter) {
            emitter.emit(INVOICES, "staged", 0);
            return result;
        }
    }
}
