package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class DeliveryGuaranteeTest {
    @Test
    void nothingIsLostWhenEveryRecordIsSettledInTheEnd() {
        assertThat(NothingLost.handled().violations(Histories.of(2, "1x 1 2"))).isEmpty();
    }

    @Test
    void aRecordThatOnlyFailedOrWasNeverHandledIsLost() {
        assertThat(NothingLost.handled().violations(Histories.of(3, "1 2x")))
                .containsExactly(
                        "source-0-2 was published and never settled", "source-0-3 was published and never settled");
    }

    @Test
    void aRecordThatStillRunsIsLost() {
        Histories histories = new Histories().published(1, "key");
        histories.begin("app-1", 1);

        assertThat(NothingLost.handled().violations(histories.history())).hasSize(1);
    }

    @Test
    void aSettledRecordWithoutOutputIsLostIfOutputsCount() {
        DeliveryHistory history =
                new Histories().published(2, "key").handled("1 2").emitted(1).history();

        assertThat(NothingLost.handled().violations(history)).isEmpty();
        assertThat(NothingLost.handledAndEmitted().violations(history))
                .containsExactly("source-0-2 was settled, but nothing was emitted for it");
    }

    @Test
    void outputsAreCounted() {
        DeliveryHistory good = new Histories().emitted(1, 2, 3).history();
        DeliveryHistory bad = new Histories().emitted(1, 2, 1, 1).history();
        NoDuplicateOutput guarantee = new NoDuplicateOutput();

        assertThat(guarantee.violations(good)).isEmpty();
        assertThat(guarantee.duplicates(good)).isZero();
        assertThat(guarantee.violations(bad)).containsExactly("source-0-1 has 3 outputs: [out-0-0, out-0-2, out-0-3]");
        assertThat(guarantee.duplicates(bad)).isEqualTo(2);
    }

    @Test
    void attemptsAreCountedOverAllInstances() {
        DeliveryHistory history = Histories.of(2, "1x 1x | 1 2");

        assertThat(AttemptsBounded.to(3).violations(history)).isEmpty();
        assertThat(AttemptsBounded.to(2).violations(history)).containsExactly("source-0-1 was handled 3 times");
    }

    @Test
    void anInterruptedHandlingIsNoAttemptSoThatNoneIsToldToBeOneTooMany() {
        Histories histories = new Histories().published(1, "key").handled("1x 1x");
        histories.begin("app-1", 1, 2, "value1").settled();
        assertThat(AttemptsBounded.to(2).beside(1).violations(histories.history()))
                .isEmpty();

        histories.begin("app-1", 1, 3, "value1").settled();
        assertThat(AttemptsBounded.to(2).beside(2).violations(histories.history()))
                .containsExactly("source-0-1 by app-1#0 was told to be attempt 3 of 2");
    }

    @Test
    void anAttemptThatNeverWasIsNotCounted() {
        Histories histories = new Histories().published(1, "key");
        histories.begin("app-1", 1, 2, "value1").settled();

        assertThat(AttemptsBounded.to(3).violations(histories.history()))
                .containsExactly("source-0-1 by app-1#0 was told to be attempt 2, but is only 1");
    }

    @Test
    void bytesAreCompared() {
        Histories histories = new Histories().published(2, "key");
        histories.begin("app-1", 1).settled();
        assertThat(new BytesUnchanged().violations(histories.history())).isEmpty();

        histories.begin("app-1", 2, 1, "valuE2").settled();
        histories.begin("app-1", 9).settled();
        assertThat(new BytesUnchanged().violations(histories.history()))
                .containsExactly(
                        "source-0-2 by app-1#0 differs from what was published: value",
                        "source-0-9 by app-1#0 was never published");
    }

    @Test
    void keysAndHeadersAreComparedToo() {
        DeliveryHistory history =
                new Histories().published(1, "other key").handled("1").history();

        assertThat(new BytesUnchanged().violations(history))
                .containsExactly("source-0-1 by app-1#0 differs from what was published: key");
    }

    @Test
    void aDeadLetterIsNotLostAndTheOnlyOutputOfItsRecordAndHasItsBytes() {
        DeliveryHistory good = new Histories()
                .published(2, "key")
                .handled("1 2x")
                .emitted(1)
                .deadLettered(2, "value2")
                .history();
        assertThat(NothingLost.handledAndEmitted().violations(good)).isEmpty();
        assertThat(new NoDuplicateOutput().violations(good)).isEmpty();
        assertThat(new BytesUnchanged().violations(good)).isEmpty();

        DeliveryHistory bad = new Histories()
                .published(2, "key")
                .handled("1 2x")
                .emitted(1)
                .deadLettered(1, "other")
                .history();
        assertThat(NothingLost.handledAndEmitted().violations(bad)).hasSize(1);
        assertThat(new NoDuplicateOutput().violations(bad))
                .containsExactly("source-0-1 has 2 outputs: [out-0-0, dead-0-0]");
        assertThat(new BytesUnchanged().violations(bad))
                .containsExactly("the dead letter at dead-0-0 differs from what was published: value");
    }

    @Test
    void aCheckReportsEveryGuaranteeThatWasBroken() {
        DeliveryHistory history =
                new Histories().published(2, "key").handled("1").emitted(1, 1).history();

        assertThatThrownBy(() -> DeliveryGuarantee.check(
                        history,
                        NothingLost.handled(),
                        KeyOrder.ofKeys(),
                        AttemptsBounded.to(1),
                        new NoDuplicateOutput()))
                .isInstanceOf(AssertionError.class)
                .hasMessage("NothingLost is broken 1 times:\n  source-0-2 was published and never settled\n"
                        + "NoDuplicateOutput is broken 1 times:\n  source-0-1 has 2 outputs: [out-0-0, out-0-1]");
        assertThatCode(() -> DeliveryGuarantee.check(history, AttemptsBounded.to(1), KeyOrder.ofKeys()))
                .doesNotThrowAnyException();
    }

    @Test
    void waitingForRecordsSaysHowManyThereAre() {
        DeliveryHistory history = Histories.of(3, "1 1 2x");

        assertThatThrownBy(() -> history.awaitSettled(2, Duration.ofMillis(10)))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("1 of 2 records settled after PT0.01S (3 published, 3 handlings)");
        assertThatCode(() -> history.awaitSettled(1, Duration.ZERO)).doesNotThrowAnyException();
    }
}
