package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Delivery;
import dev.holdfast.Emitter;
import dev.holdfast.InvalidDefinitionException;
import dev.holdfast.Message;
import dev.holdfast.Outcome;
import dev.holdfast.RejectedRecordException;
import dev.holdfast.RetryLaterException;
import dev.holdfast.Topic;
import dev.holdfast.annotation.Emits;
import dev.holdfast.annotation.Handles;
import dev.holdfast.annotation.Header;
import dev.holdfast.annotation.Key;
import dev.holdfast.app.Holdfast;
import dev.holdfast.spi.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HandlerTestTest {
    private static final Topic<String, Integer> ORDERS = Topic.of("orders", String.class, Integer.class);
    private static final Topic<String, String> INVOICES = Topic.of("invoices", String.class, String.class);

    private final List<String> seen = new ArrayList<>();
    private final HandlerTest billing = HandlerTest.of(new Billing());

    @Test
    void aRecordIsDecodedHandledAndItsOutputsAreDecodedAgain() {
        billing.deliver(ORDERS, "o-1", 13)
                .succeeded()
                .emitted(INVOICES, "staged", "13")
                .emitted(INVOICES, "o-1", "invoice of 13")
                .emittedNothingElse();
        billing.deliver("orders", "o-1", null).succeeded().emittedNothing();
    }

    @Test
    void coordinatesCountUpAndHeadersTimestampAndAttemptAreThoseOfTheTest() {
        Message<String, Integer> message =
                Message.of("o", 1).header("tenant", "blue").timestamp(Instant.ofEpochMilli(5));
        HandlerTest notes = HandlerTest.of(new Notes());

        notes.deliver(ORDERS, message).succeeded();
        notes.attempt(3).deliver("orders", message).succeeded();

        assertThat(seen)
                .containsExactly(
                        "orders-0-0 attempt 1 at 1970-01-01T00:00:00.005Z for blue",
                        "orders-0-1 attempt 3 at 1970-01-01T00:00:00.005Z for blue");
    }

    @Test
    void eachWayToFailHasItsAssertion() {
        HandlerTest outcomes = HandlerTest.of(new Outcomes());

        outcomes.deliver("orders", "k", 1).retriesIn(Duration.ofSeconds(1)).failed("failed");
        outcomes.attempt(3).deliver("orders", "k", 1).retriesIn(Duration.ofSeconds(4));
        outcomes.deliver("orders", "k", 2).retriesIn(Duration.ofMinutes(2)).retries();
        outcomes.deliver("orders", "k", 3).rejected("no such customer").stopsPartition();
        outcomes.deliver("orders", "k", 4).skipped("a test order");
        outcomes.deliver("orders", "k", 5).retries().failed(IllegalStateException.class);
        outcomes.deliver("orders", "k", 6).retriesIn(Duration.ofSeconds(6)).failed(RetryLaterException.class);
        outcomes.deliver("orders", "k", 7).rejected("thrown").failed(RejectedRecordException.class);
        outcomes.deliverBytes("orders", null, new byte[] {1}).failed("undecodable");
        outcomes.deliverBytes("orders", null, null).failed("null-value");
    }

    @Test
    void whatHappenedInsteadIsSaid() {
        HandlerTest outcomes = HandlerTest.of(new Outcomes());

        assertThatThrownBy(() -> outcomes.deliver("orders", "k", 5).succeeded())
                .isInstanceOf(AssertionError.class)
                .hasMessage(
                        "expected that the record orders-0-0 succeeds in Outcomes.handle, but it failed and is"
                                + " tried again after PT1S (failed: handler Outcomes.handle threw java.lang.IllegalStateException)")
                .hasCauseInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> outcomes.deliver("orders", "k", 2).retriesIn(Duration.ofMinutes(1)))
                .hasMessage("expected that the record orders-0-1 is tried again after PT1M in Outcomes.handle, but"
                        + " it failed and is tried again after PT2M (failed: the handler asked to be tried again after"
                        + " PT2M)");
        assertThatThrownBy(() -> outcomes.deliver("orders", "k", 4).rejected("a test order"))
                .hasMessage("expected that the record orders-0-2 is rejected because of 'a test order' in"
                        + " Outcomes.handle, but it was skipped because of 'a test order'");
        assertThatThrownBy(() -> outcomes.deliver("orders", "k", 3).retries())
                .hasMessageEndingWith("but it failed and stops its partition (rejected: no such customer)");
        assertThatThrownBy(() -> billing.deliver("orders", "k", 1).skipped("x"))
                .hasMessageEndingWith("but it succeeded and emitted a record to 'invoices' with key 'staged' and value"
                        + " '1', a record to 'invoices' with key 'k' and value 'invoice of 1'");
    }

    @Test
    void whatWasEmittedInsteadIsSaid() {
        assertThatThrownBy(() -> billing.deliver("orders", "k", 1).emitted(INVOICES, "k", "2"))
                .hasMessage("expected that output 1 of Billing.issue is a record to 'invoices' with key 'k' and"
                        + " value '2', but it is a record to 'invoices' with key 'staged' and value '1'");
        assertThatThrownBy(() -> billing.deliver("orders", "k", null).emitted(INVOICES, "k", "2"))
                .hasMessage("expected that Billing.issue emits a record to 'invoices' with key 'k' and value '2',"
                        + " but it emitted nothing");
        assertThatThrownBy(() -> billing.deliver("orders", "k", 1)
                        .emitted(INVOICES, "staged", "1")
                        .emittedNothingElse())
                .hasMessage("expected no more outputs of Billing.issue, but it emitted [a record to 'invoices'"
                        + " with key 'k' and value 'invoice of 1']");
        assertThatThrownBy(() -> billing.deliver("orders", "k", 1)
                        .emitted(INVOICES, "staged", "1")
                        .emittedNothing())
                .hasMessageStartingWith("expected no outputs of Billing.issue");
        Topic<String, Integer> otherType = Topic.of("invoices", String.class, Integer.class);
        assertThatThrownBy(() -> billing.deliver("orders", "k", 1).emitted(otherType, "staged", 1))
                .isInstanceOf(AssertionError.class)
                .hasMessageEndingWith("but it can't be decoded");
    }

    @Test
    void theSameRecordIsDeliveredTwice() {
        billing.deliver("orders", "k", 1).twice().emitted(INVOICES, "staged", "1");
        Delivered second = HandlerTest.of(new Notes())
                .deliver("orders", Message.of("k", 1).header("tenant", "x"))
                .twice();

        assertThat(second.delivery().id()).isEqualTo("orders-0-0");
        assertThat(seen).hasSize(2).allMatch(note -> note.startsWith("orders-0-0 attempt 1"));
    }

    @Test
    void aHandlerThatIsNotIdempotentIsFound() {
        HandlerTest counting = HandlerTest.of(new Counting());

        assertThatThrownBy(() -> counting.deliver("orders", "k", 1).twice())
                .isInstanceOf(AssertionError.class)
                .hasMessage("expected the same outcome when orders-0-0 is delivered to Counting.handle again, but"
                        + " the first time it succeeded and emitted a record to 'invoices' with key 'k' and value '1',"
                        + " and the second time it succeeded and emitted a record to 'invoices' with key 'k' and value"
                        + " '2'");
    }

    @Test
    void asynchronousHandlersAreWaitedFor() {
        HandlerTest.of(new Later()).deliver("orders", "k", 13).emitted(INVOICES, "k", "late 13");
    }

    @Test
    void handlersOfABuilderAreTestedWithAllThatItSays() {
        HandlerTest built = HandlerTest.of(Holdfast.builder()
                .interceptor(invocation -> {
                    seen.add("around " + invocation.handler().id());
                    return invocation.proceed();
                })
                .handle(ORDERS, handler -> handler.group("audit").run((order, delivery) -> Outcome.skip("audited")))
                .handlers(new Billing()));

        built.only("audit/orders").deliver("orders", "k", 1).skipped("audited");
        built.only("handler-test/orders").deliver("orders", "k", 1).succeeded();

        assertThat(seen).containsExactly("around audit/orders", "around handler-test/orders");
        assertThatThrownBy(() -> built.deliver("orders", "k", 1))
                .hasMessage(
                        "several handlers of the topic 'orders': choose one of [audit/orders, handler-test/orders] by"
                                + " only(…)");
        assertThatThrownBy(() -> built.only("nobody"))
                .hasMessage("no handler has the id 'nobody'; there are [audit/orders, handler-test/orders]");
        assertThatThrownBy(() -> built.deliver("other", "k", 1))
                .hasMessage("no handler of the topic 'other'; handled are: orders");
    }

    @Test
    void problemsOfADefinitionAreThoseOfTheRealApplication() {
        assertThatThrownBy(() -> HandlerTest.of(new Wrong()))
                .isInstanceOf(InvalidDefinitionException.class)
                .hasMessageContaining("no codec for java.lang.Thread: add one with codecs(…)")
                .hasMessageContaining("at handler Wrong.handle (parameter 1 'value')");
    }

    @Test
    void theVerdictIsThereForTheRest() {
        assertThat(billing.deliver("orders", "k", null).verdict()).isEqualTo(new Verdict.Succeeded(List.of()));
        assertThat(billing.deliver("orders", "k", 1).outputs().get(1).value())
                .isEqualTo("invoice of 1".getBytes(StandardCharsets.UTF_8));
    }

    static final class Billing {
        @Handles("orders")
        @Emits("invoices")
        @Nullable
        String issue(Optional<Integer> order, Emitter emitter) {
            order.ifPresent(value -> emitter.emit(INVOICES, "staged", value.toString()));
            return order.map(value -> "invoice of " + value).orElse(null);
        }
    }

    final class Notes {
        @Handles("orders")
        void note(@Key String key, Delivery delivery, @Header("tenant") String tenant) {
            seen.add(delivery.id() + " attempt " + delivery.attempt() + " at " + delivery.timestamp() + " for "
                    + tenant);
        }
    }

    static final class Outcomes {
        @Handles("orders")
        Outcome handle(int value) {
            return switch (value) {
                case 1 -> Outcome.retry("not yet");
                case 2 -> Outcome.retryAfter(Duration.ofMinutes(2));
                case 3 -> Outcome.deadLetter("no such customer");
                case 4 -> Outcome.skip("a test order");
                case 5 -> throw new IllegalStateException("secret");
                case 6 -> throw new RetryLaterException(Duration.ofSeconds(6));
                default -> throw new RejectedRecordException("thrown");
            };
        }
    }

    static final class Counting {
        private int calls;

        @Handles("orders")
        @Emits("invoices")
        String handle(int value) {
            calls++;
            return "" + calls;
        }
    }

    static final class Later {
        @Handles("orders")
        @Emits("invoices")
        CompletionStage<String> handle(int value) {
            return CompletableFuture.supplyAsync(() -> "late " + value);
        }
    }

    static final class Wrong {
        @Handles("orders")
        void handle(Thread value) {}
    }
}
