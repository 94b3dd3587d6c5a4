package dev.holdfast.deadletter;

import static dev.holdfast.deadletter.Fixture.START;
import static dev.holdfast.deadletter.Fixture.bytes;
import static dev.holdfast.deadletter.Fixture.names;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.CodecException;
import dev.holdfast.TopicMismatchException;
import dev.holdfast.codec.Codecs;
import dev.holdfast.deadletter.DeadLetterCounts.By;
import dev.holdfast.deadletter.DeadLetterReport.Cause;
import dev.holdfast.deadletter.DeadLetterReport.Left;
import dev.holdfast.deadletter.internal.Pace;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.testkit.KafkaTest;
import dev.holdfast.testkit.TestTopics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

@KafkaTest
class DeadLettersIT {
    private static final Instruction ADA = Instruction.by("ada", "the bank is back");

    private final Fixture fixture;

    DeadLettersIT(KafkaCluster cluster, TestTopics topics) {
        this.fixture = new Fixture(cluster, topics);
    }

    @Test
    void whatIsListedIsByPartitionThenOffsetAndInPages() {
        DeadLetterId second = fixture.write(2, "c", "timeout");
        DeadLetterId first = fixture.write(0, "a", "timeout");
        DeadLetterId between = fixture.write(0, "b", "rejected");
        try (DeadLetters letters = fixture.letters()) {
            DeadLetterList page = letters.list(DeadLetterFilter.open(), 2);
            assertThat(page.letters()).extracting(DeadLetter::id).containsExactly(first, between);
            assertThat(page.more()).isTrue();

            DeadLetterList rest = letters.list(DeadLetterFilter.open().after(between), 2);
            assertThat(rest.letters()).extracting(DeadLetter::id).containsExactly(second);
            assertThat(rest.more()).isFalse();
            DeadLetter letter = page.letters().get(1);
            assertThat(letter.origin().orElseThrow().id()).isEqualTo(fixture.topic + "-0-4711");
            assertThat(letter.failure().reason()).contains("rejected");
            assertThat(letter.failure().attempts()).hasValue(4);
            assertThat(letter.failure().handler()).contains("billing/" + fixture.topic);
            assertThat(letter.valueBytes()).isEqualTo("value of b".length());
            assertThat(letter.status()).isEqualTo(DeadLetterStatus.OPEN);
        }
    }

    @Test
    void everyFilterTakesWhatItSays() {
        DeadLetterId early = fixture.write(0, "a", null, "timeout", START, 0);
        DeadLetterId late = fixture.write(0, "b", null, "rejected", START.plusSeconds(60), 0);
        DeadLetterId other = fixture.write(1, "a", null, "rejected", START.plusSeconds(120), 0);
        DeadLetterFilter open = DeadLetterFilter.open();

        assertThat(ids(open.handler("billing/" + fixture.topic))).containsExactly(early, late, other);
        assertThat(ids(open.handler("another"))).isEmpty();
        assertThat(ids(open.reason("rejected"))).containsExactly(late, other);
        assertThat(ids(open.fingerprint("f-timeout"))).containsExactly(early);
        assertThat(ids(open.key("a"))).containsExactly(early, other);
        assertThat(ids(open.partition(1))).containsExactly(other);
        assertThat(ids(open.partition(0).offsets(1, 2))).containsExactly(late);
        assertThat(ids(open.from(START.plusSeconds(60)))).containsExactly(late, other);
        assertThat(ids(open.before(START.plusSeconds(60)))).containsExactly(early);
        assertThat(ids(open.between(START.plusSeconds(1), START.plusSeconds(100))))
                .containsExactly(late);
        assertThat(ids(open.from(START.plusSeconds(1_000)))).isEmpty();
        assertThat(ids(open.status(DeadLetterStatus.DISCARDED))).isEmpty();
    }

    @Test
    void countsAreInGroupsWithTheirTrend() {
        for (int i = 0; i < 3; i++) {
            fixture.write(i, "k" + i, null, "timeout", START.plusSeconds(i * 60L), 0);
        }
        fixture.write(0, "r", null, "rejected", START, 0);
        try (DeadLetters letters = fixture.letters()) {
            DeadLetterCounts counts = letters.count(DeadLetterFilter.open(), By.REASON, Duration.ofMinutes(2));

            assertThat(counts.total()).isEqualTo(4);
            assertThat(counts.others()).isZero();
            assertThat(counts.groups())
                    .extracting(DeadLetterGroup::name)
                    .containsExactly(Optional.of("timeout"), Optional.of("rejected"));
            DeadLetterGroup timeouts = counts.groups().get(0);
            assertThat(timeouts.count()).isEqualTo(3);
            assertThat(timeouts.first()).isEqualTo(START);
            assertThat(timeouts.last()).isEqualTo(START.plusSeconds(120));
            assertThat(timeouts.exceptionClass()).contains("java.io.IOException");
            assertThat(timeouts.trend()).isEqualTo(Map.of(START, 2L, START.plusSeconds(120), 1L));
            assertThat(letters.count(DeadLetterFilter.open(), By.FINGERPRINT).groups())
                    .extracting(DeadLetterGroup::name)
                    .containsExactly(Optional.of("f-timeout"), Optional.of("f-rejected"));
        }
    }

    @Test
    void aTrendOfManyStretchesGetsLongerOnes() {
        for (int i = 0; i < 150; i++) {
            fixture.write(0, "k" + i, null, "timeout", START.plusSeconds(i), 0);
        }
        try (DeadLetters letters = fixture.letters()) {
            DeadLetterCounts counts = letters.count(DeadLetterFilter.open(), By.REASON, Duration.ofSeconds(1));

            assertThat(counts.stretch()).isEqualTo(Duration.ofSeconds(2));
            assertThat(counts.groups().get(0).trend()).hasSize(75).allSatisfy((start, number) -> assertThat(number)
                    .isEqualTo(2));
        }
    }

    @Test
    void oneIsReadWithItsOriginalContents() {
        DeadLetterId id = fixture.write(1, "ada", "timeout");
        try (DeadLetters letters = fixture.letters()) {
            DeadLetterDetails details = letters.read(id).orElseThrow();

            assertThat(details.value(String.class, Codecs.kafkaTypes())).contains("value of ada");
            assertThat(details.key(String.class, Codecs.kafkaTypes())).contains("ada");
            assertThat(details.stackTrace()).contains("at bank");
            assertThat(details.history()).isEmpty();
            assertThat(names(details.headers())).containsExactly("tenant=acme", "holdfast-group=forged");
            assertThatThrownBy(() -> details.value(Long.class, Codecs.kafkaTypes()))
                    .isInstanceOf(CodecException.class)
                    .hasMessageNotContaining("ada");
            assertThat(details.toString()).doesNotContain("value of");
            assertThat(letters.read(new DeadLetterId(1, 99))).isEmpty();
            assertThat(letters.read(new DeadLetterId(9, 0))).isEmpty();
        }
    }

    @Test
    void aRedrivenRecordIsTheOriginalAndNoLongerOpen() {
        DeadLetterId id = fixture.write(2, "ada", "timeout");
        fixture.write(2, "bob", "timeout");
        try (DeadLetters letters = fixture.letters(KafkaProducer::new, Pace.Clock.SYSTEM)) {
            DeadLetterReport report = letters.redrive(id, ADA);

            assertThat(report.done()).isEqualTo(1);
            assertThat(report.byReason()).isEqualTo(Map.of("timeout", 1L));
            ConsumerRecord<byte[], byte[]> record = fixture.redriven().get(0);
            assertThat(record.partition()).isEqualTo(2);
            assertThat(record.key()).isEqualTo(bytes("ada"));
            assertThat(record.value()).isEqualTo(bytes("value of ada"));
            assertThat(names(record.headers()))
                    .startsWith("tenant=acme", "holdfast-foreign-group=forged")
                    .contains(
                            "holdfast-origin-topic=" + fixture.topic,
                            "holdfast-origin-partition=2",
                            "holdfast-origin-offset=4711",
                            "holdfast-attempts=0",
                            "holdfast-redrives=1")
                    .noneMatch(header -> header.contains("stacktrace"));
            assertThat(letters.list(DeadLetterFilter.open(), 10).letters()).hasSize(1);
            DeadLetterDetails details = letters.read(id).orElseThrow();
            assertThat(details.letter().status()).isEqualTo(DeadLetterStatus.REDRIVEN);
            assertThat(details.history())
                    .containsExactly(new DeadLetterEvent(
                            DeadLetterEvent.Kind.REDRIVEN,
                            Fixture.NOW,
                            "ada",
                            "the bank is back",
                            Optional.of(fixture.target()),
                            Optional.empty()));
            assertThat(letters.redrive(id, ADA).left()).isEqualTo(Map.of(Cause.NOT_ALLOWED, 1L));
            assertThat(fixture.redriven()).hasSize(1);
        }
    }

    @Test
    void aFilterRedrivesWhatMatchesAndAllTheRestIsLeft() {
        fixture.write(0, "a", "timeout");
        fixture.write(0, "b", "rejected");
        fixture.write(1, "c", "timeout");
        try (DeadLetters letters = fixture.letters()) {
            assertThat(letters.redrive(DeadLetterFilter.open().reason("timeout"), ADA)
                            .done())
                    .isEqualTo(2);
            assertThat(fixture.redrivenKeys()).containsExactlyInAnyOrder("a", "c");

            assertThat(letters.redrive(DeadLetterFilter.open(), ADA).done()).isEqualTo(1);
            assertThat(fixture.redrivenKeys()).containsExactlyInAnyOrder("a", "c", "b");
            assertThat(letters.redrive(DeadLetterFilter.open(), ADA).done()).isZero();
        }
    }

    @Test
    void aDryRunTellsWhatItWouldDoAndDoesNothing() {
        fixture.writeMany(30);
        fixture.write(0, "often", null, "timeout", START, 3);
        try (DeadLetters letters = fixture.letters()) {
            DeadLetterReport report =
                    letters.redrive(DeadLetterFilter.open(), ADA.perSecond(10).dryRun());

            assertThat(report.dryRun()).isTrue();
            assertThat(report.done()).isEqualTo(30);
            assertThat(report.byReason()).isEqualTo(Map.of("not-retryable", 30L));
            assertThat(report.left()).isEqualTo(Map.of(Cause.REDRIVEN_TOO_OFTEN, 1L));
            assertThat(report.shortest()).isEqualTo(Duration.ofSeconds(3));
            assertThat(report.ends()).isEqualTo(Map.of(0, 11L, 1, 10L, 2, 10L));
            assertThat(letters.redrive(DeadLetterFilter.open(), ADA.atMost(7).dryRun())
                            .done())
                    .isEqualTo(7);
            assertThat(fixture.redriven()).isEmpty();
            assertThat(letters.list(DeadLetterFilter.open(), 100).letters()).hasSize(31);
        }
    }

    @Test
    void thePaceIsKeptBetweenTransactions() {
        fixture.writeMany(30);
        List<Long> waits = new ArrayList<>();
        StandingClock clock = new StandingClock(waits);
        try (DeadLetters letters = fixture.letters(KafkaProducer::new, clock)) {
            letters.redrive(DeadLetterFilter.open(), ADA.perSecond(50));
        }

        // 10 in each of 3 partitions, 5 at a time, each worth a tenth of a second.
        assertThat(waits).hasSize(5).containsOnly(100_000_000L);
    }

    @Test
    void noMoreThanAskedForAreRedriven() {
        fixture.writeMany(30);
        try (DeadLetters letters = fixture.letters()) {
            assertThat(letters.redrive(DeadLetterFilter.open(), ADA.atMost(12)).done())
                    .isEqualTo(12);
            assertThat(fixture.redriven()).hasSize(12);
        }
    }

    @Test
    void whatCameBackTooOftenStays() {
        DeadLetterId often = fixture.write(0, "often", null, "timeout", START, 3);
        fixture.write(0, "twice", null, "timeout", START, 2);
        try (DeadLetters letters = fixture.letters()) {
            DeadLetterReport report = letters.redrive(DeadLetterFilter.open(), ADA);
            assertThat(report.done()).isEqualTo(1);
            assertThat(report.examples()).containsExactly(new Left(often, Cause.REDRIVEN_TOO_OFTEN));
            assertThat(fixture.redrivenKeys()).containsExactly("twice");

            assertThat(letters.redrive(often, ADA.maxRedrives(4)).done()).isEqualTo(1);
        }
    }

    @Test
    void whatComesWhileItRunsIsNotTouched() {
        fixture.writeMany(30);
        AtomicBoolean more = new AtomicBoolean(true);
        Instruction adding = ADA.perSecond(50).onProgress(report -> {
            if (more.getAndSet(false)) {
                fixture.writeMany(9);
            }
        });
        try (DeadLetters letters = fixture.letters(KafkaProducer::new, new StandingClock(new ArrayList<>()))) {
            assertThat(letters.redrive(DeadLetterFilter.open(), adding).done()).isEqualTo(30);
            assertThat(letters.list(DeadLetterFilter.open(), 100).letters()).hasSize(9);
        }
        assertThat(fixture.redriven()).hasSize(30);
    }

    @Test
    void aDiscardCanBeTakenBackAndStandsInTheHistory() {
        DeadLetterId id = fixture.write(0, "a", "rejected");
        fixture.write(0, "b", "timeout");
        try (DeadLetters letters = fixture.letters()) {
            assertThat(letters.discard(DeadLetterFilter.open().reason("rejected"), Instruction.by("bob", "test data"))
                            .done())
                    .isEqualTo(1);
            assertThat(letters.redrive(id, ADA).left()).isEqualTo(Map.of(Cause.NOT_ALLOWED, 1L));
            assertThat(ids(DeadLetterFilter.open().status(DeadLetterStatus.DISCARDED)))
                    .containsExactly(id);
            assertThat(letters.reopen(id, Instruction.by("cyd", "it was none")).done())
                    .isEqualTo(1);
            assertThat(letters.redrive(DeadLetterFilter.open(), ADA).done()).isEqualTo(2);

            DeadLetterDetails details = letters.read(id).orElseThrow();
            assertThat(details.events()).isEqualTo(3);
            assertThat(details.history()).extracting(DeadLetterEvent::who).containsExactly("bob", "cyd", "ada");
            assertThat(letters.reopen(id, ADA).left()).isEqualTo(Map.of(Cause.NOT_ALLOWED, 1L));
        }
        assertThat(fixture.redrivenKeys()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void anEditedValueGoesBackAndBothStandInTheHistory() {
        DeadLetterId id = fixture.write(0, "a", "undecodable");
        DeadLetterId deleted = fixture.write(0, "b", "undecodable");
        try (DeadLetters letters = fixture.letters()) {
            assertThat(letters.redriveEdited(id, bytes("mended"), ADA).done()).isEqualTo(1);
            assertThat(letters.redriveEdited(deleted, null, ADA).done()).isEqualTo(1);

            assertThat(fixture.redriven()).extracting(ConsumerRecord::value).containsExactly(bytes("mended"), null);
            DeadLetterEvent.Edit edit =
                    letters.read(id).orElseThrow().history().get(0).edit().orElseThrow();
            assertThat(edit.bytesBefore()).isEqualTo(10);
            assertThat(edit.bytesAfter()).isEqualTo(6);
            assertThat(edit.sha256Before()).hasSize(64).isNotEqualTo(edit.sha256After());
            assertThat(edit.value().orElseThrow().get()).isEqualTo(bytes("mended"));
            assertThat(edit.toString()).doesNotContain("mended");
            assertThat(letters.read(id).orElseThrow().value()).isEqualTo(bytes("value of a"));
            assertThat(letters.read(deleted)
                            .orElseThrow()
                            .history()
                            .get(0)
                            .edit()
                            .orElseThrow()
                            .bytesAfter())
                    .isEqualTo(-1);
        }
    }

    @Test
    void aDamagedEntryKeepsTheDeadLetterWhereItIsUntilSomebodyDecides() {
        DeadLetterId damaged = fixture.write(0, "damaged", "timeout");
        DeadLetterId whole = fixture.write(0, "whole", "timeout");
        DeadLetterId open = fixture.write(0, "open", "timeout");
        try (DeadLetters letters = fixture.letters()) {
            letters.discard(damaged, ADA);
            letters.discard(whole, ADA);
            byte[] key = Fixture.read(fixture.cluster, fixture.source.log(), Fixture.PARTITIONS)
                    .get(0)
                    .key();
            fixture.topics.publish(List.of(
                    new ProducerRecord<>(fixture.source.log(), 0, key, bytes("garbage")),
                    new ProducerRecord<>(fixture.source.log(), 0, bytes("garbage"), bytes("garbage"))));

            DeadLetterReport report = letters.redrive(DeadLetterFilter.open(), ADA);
            assertThat(report.done()).isEqualTo(1);
            assertThat(report.examples()).containsExactly(new Left(damaged, Cause.LOG_UNREADABLE));
            assertThat(ids(DeadLetterFilter.open().status(DeadLetterStatus.UNREADABLE)))
                    .containsExactly(damaged);
            assertThat(ids(DeadLetterFilter.open().status(DeadLetterStatus.REDRIVEN)))
                    .containsExactly(open);
            letters.reopen(damaged, ADA);
            assertThat(ids(DeadLetterFilter.open())).containsExactly(damaged);
        }
    }

    @Test
    void malformedHeadersAreListedAndCanOnlyBeDiscarded() {
        long offset = fixture.topics
                .publish(List.of(new ProducerRecord<>(fixture.source.topic(), 0, bytes("k"), bytes("v"))))
                .get(0)
                .offset();
        DeadLetterId id = new DeadLetterId(0, offset);
        try (DeadLetters letters = fixture.letters()) {
            assertThat(letters.list(DeadLetterFilter.open(), 1).letters().get(0).origin())
                    .isEmpty();
            assertThat(letters.redrive(DeadLetterFilter.open(), ADA).examples())
                    .containsExactly(new Left(id, Cause.ORIGIN_UNKNOWN));
            assertThat(letters.discard(id, ADA).done()).isEqualTo(1);
        }
        assertThat(fixture.redriven()).isEmpty();
    }

    @Test
    void whatATopicDoesNotTakeIsLeftOutAndTheOthersAreMoved() {
        DeadLetterId large = fixture.write(0, "large", "timeout");
        fixture.write(0, "small", "timeout");
        try (DeadLetters letters = fixture.letters()) {
            DeadLetterReport report = letters.redriveEdited(large, new byte[1_100_000], ADA);
            assertThat(report.left()).isEqualTo(Map.of(Cause.TOO_LARGE, 1L));

            assertThat(letters.redrive(DeadLetterFilter.open(), ADA).done()).isEqualTo(2);
        }
    }

    @Test
    void aLogThatForgetsIsRefusedBeforeAnythingIsMoved() {
        fixture.write(0, "a", "timeout");
        fixture.cluster.createTopic(fixture.source.log(), Fixture.PARTITIONS, 1, Map.of("cleanup.policy", "delete"));
        try (DeadLetters letters = fixture.letters()) {
            assertThatThrownBy(() -> letters.redrive(DeadLetterFilter.open(), ADA))
                    .isInstanceOf(TopicMismatchException.class)
                    .hasMessageContaining("would forget");
        }
        assertThat(fixture.redriven()).isEmpty();
    }

    @Test
    void aMissingTopicIsNamed() {
        DeadLetterSource nowhere = DeadLetterSource.holdfast("nowhere", "billing");
        try (DeadLetters letters = DeadLetters.open(fixture.cluster.bootstrapServers(), nowhere)) {
            assertThatThrownBy(() -> letters.list(DeadLetterFilter.open(), 1))
                    .isInstanceOf(TopicMismatchException.class)
                    .hasMessage("there is no topic 'nowhere.billing.dead-letter'");
        }
    }

    private List<DeadLetterId> ids(DeadLetterFilter filter) {
        try (DeadLetters letters = fixture.letters()) {
            return letters.list(filter, 100).letters().stream()
                    .map(DeadLetter::id)
                    .toList();
        }
    }
}
