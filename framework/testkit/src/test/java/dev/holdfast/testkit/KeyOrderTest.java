package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyOrderTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"1 2 3", "1 2x 2 3", "1x 1x 1 2", "1 2 | 2 3", "1 2 3 | 1 3 4", "1 2x | 2 3", "1 | 1 2 | 1 2 3"})
    void isKept(String handlings) {
        assertThat(KeyOrder.ofKeys().violations(Histories.of(4, handlings))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            textBlock =
                    """
                    1 3 2;          source-0-3 by app-1#0 began before the older source-0-2 was settled
                    1 2x 3 2;       source-0-3 by app-1#0 began before the older source-0-2 was settled
                    2;              source-0-2 by app-1#0 began before the older source-0-1 was settled
                    1 2 1;          source-0-1 by app-1#0 was repeated after the newer source-0-2 by app-1#0
                    1 1;            source-0-1 by app-1#0 was repeated though it was settled
                    1 2 3 | 3 2;    source-0-2 by app-2#0 was repeated after the newer source-0-3 by app-2#0
                    1 2x | 3 2;     source-0-3 by app-2#0 began before the older source-0-2 was settled
                    """)
    void isBroken(String handlings, String violation) {
        assertThat(KeyOrder.ofKeys().violations(Histories.of(3, handlings))).contains(violation);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1x 1x 2 3", "1x | 1x 2 3", "2 3"})
    void aDeadLetterIsSettledByTheLastAttemptAtIt(String handlings) {
        DeliveryHistory history = new Histories()
                .published(3, "key")
                .handled(handlings)
                .deadLettered(1, "value1")
                .history();
        assertThat(KeyOrder.ofKeys().violations(history)).isEmpty();
    }

    @Test
    void isBrokenByWhoOvertakesADeadLetter() {
        DeliveryHistory history = new Histories()
                .published(3, "key")
                .handled("1x 2 1x 3")
                .deadLettered(1, "value1")
                .history();
        assertThat(KeyOrder.ofKeys().violations(history))
                .contains("source-0-2 by app-1#0 began before the older source-0-1 was settled");
    }

    @Test
    void isBrokenByTwoRecordsAtATime() {
        Histories histories = new Histories().published(2, "key");
        Handling first = histories.begin("app-1", 1);
        Handling second = histories.begin("app-1", 2);
        first.settled();
        second.settled();

        assertThat(KeyOrder.ofKeys().violations(histories.history()))
                .containsExactly(
                        "source-0-2 by app-1#0 began before the older source-0-1 was settled",
                        "source-0-2 by app-1#0 began while source-0-1 by app-1#0 ran");
    }

    @Test
    void allowsAnInterruptedInstanceToRepeat() {
        Histories histories = new Histories().published(2, "key").handled("1 2");
        histories.history().interrupted("app-1");
        histories.handled("1 2");

        assertThat(KeyOrder.ofKeys().violations(histories.history())).isEmpty();
    }

    @Test
    void ofKeysLeavesRecordsWithoutKeysFreeButThatOfPartitionsDoesNot() {
        DeliveryHistory history =
                new Histories().published(2, null).handled("2 1").history();

        assertThat(KeyOrder.ofKeys().violations(history)).isEmpty();
        assertThat(KeyOrder.ofPartitions().violations(history)).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 2 3", "1x 2 1 3", "1x 2x 3 2 1", "1x 2 | 1 3", "2 3", "1 2 | 1 2 3"})
    void untilRetryIsKept(String handlings) {
        assertThat(KeyOrder.untilRetry().violations(Histories.of(3, handlings))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2 1 3", "1x 3 1 2", "1 3 | 2"})
    void untilRetryIsBrokenByWhoOvertakesTheFirstAttempt(String handlings) {
        assertThat(KeyOrder.untilRetry().violations(Histories.of(3, handlings))).hasSize(1);
    }
}
