package dev.holdfast.internal.invoke;

import static dev.holdfast.internal.invoke.Assertions.failed;
import static dev.holdfast.internal.invoke.Assertions.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.AsyncMessageHandler;
import dev.holdfast.Message;
import dev.holdfast.MessageHandler;
import dev.holdfast.Outcome;
import dev.holdfast.RejectedRecordException;
import dev.holdfast.Topic;
import dev.holdfast.internal.problem.Problems;
import dev.holdfast.spi.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class FunctionHandlersTest {
    private static final Topic<Long, Integer> ORDERS = Topic.of("orders", Long.class, Integer.class);
    private static final InvokeContext CONTEXT = Given.emitting("invoices").context("handler billing/orders");

    @Test
    void aFunctionTakesTheMessageAndTheDelivery() {
        InvokerPlan plan = plan((message, delivery) ->
                Outcome.emit(Message.of(delivery.id(), message.value()), Message.of(message.key(), message.value())));

        assertThat(plan.async()).isFalse();
        assertThat(succeeded(GivenRecord.of("7", "13").handledBy(plan.invoker())))
                .containsExactly("invoices orders-3-42=13", "invoices 7=13");
        assertThat(succeeded(GivenRecord.of(null, null).handledBy(plan.invoker())))
                .containsExactly("invoices orders-3-42=null", "invoices null=null");
    }

    @Test
    void whatItThrowsIsClassified() {
        InvokerPlan plan = plan((message, delivery) -> {
            throw new RejectedRecordException("no");
        });

        assertThat(failed(GivenRecord.of("7", "13").handledBy(plan.invoker())).reason())
                .isEqualTo("rejected");
        assertThat(failed(GivenRecord.of("7", "x").handledBy(plan.invoker())).reason())
                .isEqualTo("undecodable");
    }

    @Test
    void anAsynchronousFunctionAnswersLater() {
        CompletableFuture<Outcome> stage = new CompletableFuture<>();
        List<Verdict> later = new ArrayList<>();
        AsyncMessageHandler<Long, Integer> handler = (message, delivery) -> stage;
        InvokerPlan plan = FunctionHandlers.planAsync(ORDERS, handler, CONTEXT, new Problems())
                .orElseThrow();

        assertThat(plan.async()).isTrue();
        assertThat(plan.invoker().invoke(GivenRecord.of("7", "13"), later::add)).isNull();
        stage.complete(Outcome.skip("no"));

        assertThat(later).containsExactly(new Verdict.Skipped("no"));
    }

    @Test
    void typesWithoutCodecAreProblems() {
        Problems problems = new Problems();
        MessageHandler<Double, Float> handler = (message, delivery) -> Outcome.done();

        assertThat(FunctionHandlers.plan(Topic.of("orders", Double.class, Float.class), handler, CONTEXT, problems))
                .isEmpty();
        assertThat(problems.list())
                .containsExactly(
                        "no codec for java.lang.Double: add one with codecs(…), such as JsonCodecs.defaults() of"
                                + " holdfast-json\n    at handler billing/orders",
                        "no codec for java.lang.Float: add one with codecs(…), such as JsonCodecs.defaults() of"
                                + " holdfast-json\n    at handler billing/orders");
    }

    private static InvokerPlan plan(MessageHandler<Long, Integer> handler) {
        return FunctionHandlers.plan(ORDERS, handler, CONTEXT, new Problems()).orElseThrow();
    }
}
