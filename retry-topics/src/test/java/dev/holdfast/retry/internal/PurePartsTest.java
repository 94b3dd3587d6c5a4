package dev.holdfast.retry.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.Order;
import dev.holdfast.spi.HandlerInfo;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PurePartsTest {
    private static final Instant TIME = Instant.ofEpochMilli(1_900_000_000_000L);
    private static final Trail TRAIL = new Trail(
            new Origin("orders", 3, 42, TIME),
            2,
            TIME,
            TIME.plusMillis(5),
            TIME.plusSeconds(60),
            "billing",
            "billing/orders",
            new Failure("failed", "java.io.IOException", "münzen", "at x", "0123"),
            1);

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Headers written() {
        return FailedRecord.copy(new RecordHeaders(), TRAIL);
    }

    @Test
    void whatIsWrittenIsRead() {
        assertThat(TrailReader.read(written())).isEqualTo(TRAIL);
    }

    @Test
    void aCharacterThatStandsForWhatIsNoTextIsText() {
        Failure odd = new Failure("failed", "", "m\uFFFDnzen", "", "0123");

        assertThat(TrailReader.read(FailedRecord.copy(new RecordHeaders(), TRAIL.with(odd)))
                        .failure())
                .isEqualTo(odd);
    }

    @Test
    void aStrangersHeadersTravelAndComeBack() {
        RecordHeaders original = new RecordHeaders();
        original.add("a", bytes("1"))
                .add("holdfast-attempts", null)
                .add("a", null)
                .add("holdfast-foreign-x", bytes("2"));

        Headers copied = FailedRecord.copy(original, TRAIL);
        assertThat(TrailReader.read(copied)).isEqualTo(TRAIL);
        assertThat(FailedRecord.original(copied).toArray()).containsExactly(original.toArray());
        Headers again = FailedRecord.copy(FailedRecord.original(copied), TRAIL);
        assertThat(again.toArray()).containsExactly(copied.toArray());
    }

    @Test
    void missingDoubledAndUnreadableHeadersAreMalformed() {
        Headers missing = written().remove(FailureHeaders.ORIGIN_OFFSET);
        assertThatThrownBy(() -> TrailReader.read(missing)).hasMessage("the header holdfast-origin-offset is missing");
        Headers twice = written().add(FailureHeaders.REASON, bytes("x"));
        assertThatThrownBy(() -> TrailReader.read(twice)).hasMessage("the header holdfast-reason is there twice");
        Headers noText = written().remove(FailureHeaders.GROUP).add(FailureHeaders.GROUP, new byte[] {(byte) 0xff});
        assertThatThrownBy(() -> TrailReader.read(noText)).hasMessage("the header holdfast-group is not UTF-8 text");
        Headers noValue = written().remove(FailureHeaders.DUE_AT).add(FailureHeaders.DUE_AT, null);
        assertThatThrownBy(() -> TrailReader.read(noValue)).hasMessage("the header holdfast-due-at has no value");
        Headers noNumber = written().remove(FailureHeaders.ATTEMPTS).add(FailureHeaders.ATTEMPTS, bytes("1e3"));
        assertThatThrownBy(() -> TrailReader.read(noNumber))
                .hasMessage("the header holdfast-attempts is not a whole number");
    }

    @Test
    void numbersOutOfBoundsAreClamped() {
        Headers forged = written()
                .remove(FailureHeaders.ATTEMPTS)
                .add(FailureHeaders.ATTEMPTS, bytes("999999999999"))
                .remove(FailureHeaders.ORIGIN_PARTITION)
                .add(FailureHeaders.ORIGIN_PARTITION, bytes("-7"));
        assertThat(TrailReader.read(forged).attempts()).isEqualTo(1_000_000);
        assertThat(TrailReader.read(forged).origin().partition()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "10", "s", "-1s", "1.5s", "10 s", " 10s", "10S", "1w", "PT10S", "9999999999s", "0s"})
    void durationsAreReadStrictly(String text) {
        List<String> problems = new ArrayList<>();
        assertThat(DelayText.parse(List.of(text), "the delay", problems)).isEmpty();
        assertThat(problems).singleElement().asString().startsWith("the delay '" + text + "' is no");
    }

    @Test
    void durationsOfEveryUnitAreRead() {
        assertThat(DelayText.list("500ms, 10s,1m,2h,1d"))
                .containsExactly(
                        Duration.ofMillis(500),
                        Duration.ofSeconds(10),
                        Duration.ofMinutes(1),
                        Duration.ofHours(2),
                        Duration.ofDays(1));
    }

    @Test
    void classificationSeesSubclassesAndCauses() {
        Classification only = new Classification(List.of(IOException.class), List.of(FileNotFoundException.class));
        assertThat(only.isRetryable(new IOException())).isTrue();
        assertThat(only.isRetryable(new RuntimeException(new java.net.ConnectException())))
                .isTrue();
        assertThat(only.isRetryable(new RuntimeException(new FileNotFoundException())))
                .isFalse();
        assertThat(only.isRetryable(new IllegalStateException())).isFalse();
        assertThat(only.isRetryable(null)).isTrue();
        IOException one = new IOException();
        one.initCause(new RuntimeException(one));
        assertThat(new Classification(List.of(), List.of(Error.class)).isRetryable(one))
                .isTrue();
    }

    @Test
    void aFingerprintLeavesOutLinesAndGeneratedNames() {
        assertThat(Fingerprint.of(thrown("app.Bank$$Lambda/0x01", "lambda$pay$3", 10)))
                .isEqualTo(Fingerprint.of(thrown("app.Bank$$Lambda/0x7f", "lambda$pay$4", 99)))
                .isNotEqualTo(Fingerprint.of(thrown("app.Bank", "refund", 10)))
                .hasSize(16);
        assertThat(Fingerprint.of(thrown("app.Bank$1", "pay", 10)))
                .isEqualTo(Fingerprint.of(thrown("app.Bank$2", "pay", 10)))
                .isEqualTo(Fingerprint.of(thrown("app.Bank", "pay", 10)))
                .isNotEqualTo(Fingerprint.of(thrown("app.Bank$Fee", "pay", 10)));
        assertThat(Fingerprint.of("rejected", "order 17")).isEqualTo(Fingerprint.of("rejected", "order 4"));
    }

    private static Exception thrown(String type, String method, int line) {
        Exception thrown = new IllegalStateException();
        thrown.setStackTrace(new StackTraceElement[] {new StackTraceElement(type, method, "Bank.java", line)});
        return thrown;
    }

    @Test
    void textIsCutBetweenCharacters() {
        assertThat(Utf8Text.atMost("aä€😀b", 6)).isEqualTo("aä€");
        assertThat(Utf8Text.atMost("aä€😀b", 10)).isEqualTo("aä€😀");
        assertThat(Utf8Text.atMost("x".repeat(5000), 1024)).hasSize(1024);
        assertThat(Utf8Text.atMost("short", 1024)).isEqualTo("short");
    }

    @Test
    void ordersThatTiersWouldBreakAreProblems() {
        RetryPolicy tiers = RetryPolicy.NONE.withDelays(List.of(Duration.ofSeconds(1)));
        assertThat(PolicyProblems.of(tiers, false, Order.PARTITION))
                .singleElement()
                .asString()
                .contains("PARTITION");
        assertThat(PolicyProblems.of(tiers, false, Order.KEY)).isEmpty();
        assertThat(PolicyProblems.of(tiers, false, Order.KEY_UNTIL_RETRY)).isEmpty();
        assertThat(PolicyProblems.of(tiers.withHold(true), false, Order.KEY)).isEmpty();
        assertThat(PolicyProblems.of(tiers.withHold(true), false, Order.NONE))
                .singleElement()
                .asString()
                .contains("HOLD_KEY");
        assertThat(PolicyProblems.of(tiers, false, Order.NONE)).isEmpty();
    }

    @Test
    void allProblemsAreFoundTogether() {
        RetryPolicy policy = RetryPolicy.NONE
                .withInPlace(List.of(Duration.ofMinutes(2)))
                .withDelays(List.of(Duration.ofDays(400)))
                .withOnly(List.of(IOException.class))
                .withExcept(List.of(IOException.class));
        assertThat(PolicyProblems.of(policy, false, Order.NONE))
                .containsExactly(
                        "a delay is at most 365 days, but one is PT9600H",
                        "a delay in place is at most a minute, but one is PT2M: records wait longer in a retry topic",
                        "both 'only' and 'except' name java.io.IOException");
        assertThat(PolicyProblems.of(RetryPolicy.NONE, false, Order.NONE))
                .containsExactly("retries are declared without any delay: name delays, or declare dead letters only"
                        + " (@DeadLetterTopic)");
        assertThat(PolicyProblems.of(RetryPolicy.NONE, true, Order.KEY)).isEmpty();
    }

    @Test
    void ownTopicsAreKnownByTheirNames() {
        OwnTopics own = new OwnTopics(new HandlerInfo("h", "g", List.of("orders"), Order.NONE, 1));
        assertThat(List.of("orders.g.retry.1", "orders.g.retry.70", "orders.g.redrive"))
                .allMatch(own::isRead);
        assertThat(List.of(
                        "orders",
                        "orders.g.retry.0",
                        "orders.g.retry.01",
                        "orders.g.dead-letter",
                        "orders.h.retry.1",
                        "other.g.retry.1",
                        "orders.g.retry.x"))
                .noneMatch(own::isRead);
    }
}
