package dev.holdfast.internal.invoke;

import static dev.holdfast.internal.invoke.Assertions.failed;
import static dev.holdfast.internal.invoke.Assertions.succeeded;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Emitter;
import dev.holdfast.Message;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.spi.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class EmitterStageTest {
    private static final Topic<String, Integer> INVOICES = Topic.of("invoices", String.class, Integer.class);
    private static final Topic<String, Double> UNKNOWN = Topic.of("invoices", String.class, Double.class);
    private static final Topic<String, Integer> UNDECLARED = Topic.of("audit", String.class, Integer.class);
    private static final Given TO_ONE = Given.emitting("invoices");

    @Test
    void outputsAreStagedInTheOrderOfTheCallsFromWhateverThread() {
        Emitting handler = new Emitting(emitter -> {
            emitter.emit(INVOICES, "a", 1);
            CompletableFuture.runAsync(() -> emitter.emit(INVOICES, "b", null)).join();
            emitter.emit(INVOICES, Message.of("c", 3).to("elsewhere").header("h", "x"));
        });

        Verdict verdict = TO_ONE.handle(handler);

        assertThat(succeeded(verdict)).containsExactly("invoices a=1", "invoices b=null", "invoices c=3");
    }

    @Test
    void nothingIsEmittedWhenTheHandlerFails() {
        Emitting handler = new Emitting(emitter -> {
            emitter.emit(INVOICES, "a", 1);
            throw new IllegalStateException("afterwards");
        });

        assertThat(failed(TO_ONE.handle(handler)).cause()).hasMessage("afterwards");
    }

    @Test
    void anUndeclaredTopicIsRefused() {
        assertThat(failed(TO_ONE.handle(new Emitting(emitter -> emitter.emit(UNDECLARED, "a", 1))))
                        .cause())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the handler does not declare the topic 'audit': add it to @Emits, which has [invoices]");
    }

    @Test
    void whatCanNotBeEncodedFailsWhereItIsEmitted() {
        List<String> reached = new ArrayList<>();

        Verdict.Failed failed = failed(TO_ONE.handle(new Emitting(emitter -> {
            emitter.emit(UNKNOWN, "a", 1.5);
            reached.add("after");
        })));

        assertThat(failed.reason()).isEqualTo("unencodable");
        assertThat(reached).isEmpty();
    }

    @Test
    void anEmitterIsClosedWhenTheCallIsOver() {
        List<Emitter> kept = new ArrayList<>();

        TO_ONE.handle(new Emitting(kept::add));
        TO_ONE.handle(new Emitting(emitter -> {
            kept.add(emitter);
            throw new IllegalStateException();
        }));
        TO_ONE.handle(new Skipping(kept));

        assertThat(kept).hasSize(3).allSatisfy(emitter -> assertThatThrownBy(() -> emitter.emit(INVOICES, "a", 1))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "the handler's call is over: an emitter can't be used after the handler returned or its stage"
                                + " completed"));
    }

    record Emitting(Consumer<Emitter> body) {
        void handle(String value, Emitter emitter) {
            body.accept(emitter);
        }
    }

    record Skipping(List<Emitter> kept) {
        Outcome handle(String value, Emitter emitter) {
            kept.add(emitter);
            return Outcome.skip("nothing to do");
        }
    }
}
