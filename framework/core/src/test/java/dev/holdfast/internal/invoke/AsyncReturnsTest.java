package dev.holdfast.internal.invoke;

import static dev.holdfast.internal.invoke.Assertions.failed;
import static dev.holdfast.internal.invoke.Assertions.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Emitter;
import dev.holdfast.Outcome;
import dev.holdfast.RejectedRecordException;
import dev.holdfast.Topic;
import dev.holdfast.spi.ReturnAdapter;
import dev.holdfast.spi.Verdict;
import dev.holdfast.spi.Verdict.Kind;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class AsyncReturnsTest {
    private static final Given TO_ONE = Given.emitting("invoices");
    private static final Topic<String, Integer> INVOICES = Topic.of("invoices", String.class, Integer.class);
    private static final GivenRecord RECORD = GivenRecord.of("key", "value");

    private final List<Verdict> later = new ArrayList<>();

    @Test
    void onlyStagesAreAsynchronous() {
        assertThat(TO_ONE.plan(new ReturnsStage<>(null), "handle").async()).isTrue();
        assertThat(TO_ONE.plan(new FailuresTest.Throwing(new Exception()), "handle")
                        .async())
                .isFalse();
    }

    @Test
    void aCompleteStageGivesItsVerdictAtOnce() {
        assertThat(succeeded(TO_ONE.handle(new ReturnsStage<>(CompletableFuture.completedFuture(13)))))
                .containsExactly("invoices key=13");
        assertThat(succeeded(TO_ONE.handle(new ReturnsStage<>(CompletableFuture.completedStage(13)))))
                .containsExactly("invoices key=13");
        assertThat(failed(TO_ONE.handle(
                                new ReturnsStage<>(CompletableFuture.failedFuture(new RejectedRecordException("no")))))
                        .reason())
                .isEqualTo("rejected");
    }

    @Test
    void aStageThatCompletesLaterGivesItsVerdictOnce() {
        CompletableFuture<Integer> stage = new CompletableFuture<>();

        assertThat(TO_ONE.handler(new ReturnsStage<>(stage)).invoke(RECORD, later::add))
                .isNull();
        assertThat(later).isEmpty();
        stage.complete(13);

        assertThat(later).hasSize(1);
        assertThat(succeeded(later.get(0))).containsExactly("invoices key=13");
    }

    @Test
    void exceptionsOfAStageAreUnwrappedAndClassified() {
        CompletableFuture<Integer> stage = new CompletableFuture<>();
        RejectedRecordException thrown = new RejectedRecordException("no");

        TO_ONE.handler(new ReturnsStage<>(stage.thenApply(same -> same))).invoke(RECORD, later::add);
        stage.completeExceptionally(thrown);

        assertThat(later).hasSize(1);
        assertThat(failed(later.get(0)).cause()).isSameAs(thrown);
    }

    @Test
    void aVirtualMachineErrorInAStageDoesNotLoseTheRecord() {
        CompletableFuture<Integer> stage = new CompletableFuture<>();

        TO_ONE.handler(new ReturnsStage<>(stage)).invoke(RECORD, later::add);
        stage.completeExceptionally(new OutOfMemoryError());

        assertThat(failed(later.get(0)).kind()).isEqualTo(Kind.MAY_PASS);
    }

    @Test
    void aNullStageIsAFailureThatSaysSo() {
        assertThat(failed(TO_ONE.handle(new ReturnsStage<>(null))).cause())
                .hasMessage("the handler returned null instead of a stage");
    }

    @Test
    void aStageThatCompletesTwiceCountsOnce() {
        OddStage stage = new OddStage(false);

        assertThat(TO_ONE.handler(new ReturnsStage<>(stage)).invoke(RECORD, later::add))
                .isNull();
        stage.listener.accept(1, null);
        stage.listener.accept(2, null);
        stage.listener.accept(null, new IllegalStateException());

        assertThat(later).hasSize(1);
        assertThat(succeeded(later.get(0))).containsExactly("invoices key=1");
    }

    @Test
    void aStageThatRefusesToBeWaitedForIsAFailure() {
        OddStage stage = new OddStage(true);

        Verdict verdict = TO_ONE.handler(new ReturnsStage<>(stage)).invoke(RECORD, later::add);
        stage.listener.accept(1, null);

        assertThat(failed(verdict).cause()).hasMessage("no listeners");
        assertThat(later).isEmpty();
    }

    @Test
    void stagesOfOutcomesAndOfNothingWork() {
        assertThat(TO_ONE.handle(new ReturnsVoidStage())).isSameAs(Verdict.Succeeded.WITHOUT_OUTPUTS);
        assertThat(TO_ONE.handle(new ReturnsOutcomeStage(Outcome.skip("no")))).isEqualTo(new Verdict.Skipped("no"));
        assertThat(failed(TO_ONE.handle(new ReturnsOutcomeStage(null))).cause())
                .hasMessage("the handler returned null instead of an Outcome");
    }

    @Test
    void theEmitterStaysOpenUntilTheStageCompletes() {
        CompletableFuture<Void> stage = new CompletableFuture<>();
        EmitsLater handler = new EmitsLater(stage, new ArrayList<>());

        TO_ONE.handler(handler).invoke(RECORD, later::add);
        handler.emitters.get(0).emit(INVOICES, "late", 1);
        stage.complete(null);

        assertThat(succeeded(later.get(0))).containsExactly("invoices late=1");
    }

    @Test
    void typesOfOtherLibrariesAreAdapted() {
        ReturnAdapter adapter = new ReturnAdapter() {
            @Override
            public Optional<Type> resultType(Type returnType) {
                return Shapes.raw(returnType) == Supplier.class
                        ? Optional.of(Shapes.arguments(returnType).get(0))
                        : Optional.empty();
            }

            @Override
            public CompletionStage<?> adapt(Object returned) {
                return CompletableFuture.completedFuture(((Supplier<?>) returned).get());
            }
        };

        assertThat(succeeded(TO_ONE.adapting(adapter).handle(new ReturnsSupplier())))
                .containsExactly("invoices key=13");
    }

    record ReturnsStage<S extends CompletionStage<Integer>>(S stage) {
        CompletionStage<Integer> handle(String value) {
            return stage;
        }
    }

    static final class ReturnsVoidStage {
        CompletableFuture<Void> handle(String value) {
            return CompletableFuture.completedFuture(null);
        }
    }

    record ReturnsOutcomeStage(Outcome outcome) {
        CompletionStage<Outcome> handle(String value) {
            return CompletableFuture.completedStage(outcome);
        }
    }

    record EmitsLater(CompletableFuture<Void> stage, List<Emitter> emitters) {
        CompletionStage<Void> handle(String value, Emitter emitter) {
            emitters.add(emitter);
            return stage;
        }
    }

    static final class ReturnsSupplier {
        Supplier<Integer> handle(String value) {
            return () -> 13;
        }
    }

    /** Keeps its listener, to be called as often as a test wants. */
    static final class OddStage extends CompletableFuture<Integer> {
        private final boolean refuses;
        private BiConsumer<? super Integer, ? super Throwable> listener = (value, thrown) -> {};

        OddStage(boolean refuses) {
            this.refuses = refuses;
        }

        @Override
        public CompletableFuture<Integer> whenComplete(BiConsumer<? super Integer, ? super Throwable> action) {
            listener = action;
            if (refuses) {
                throw new IllegalStateException("no listeners");
            }
            return this;
        }
    }
}
