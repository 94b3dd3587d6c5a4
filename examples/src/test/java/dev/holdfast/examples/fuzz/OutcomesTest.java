package dev.holdfast.examples.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The checker finds what is put in front of it. */
class OutcomesTest {
    private static final int RECORDS = 1_000;

    private final Corpus corpus = new Corpus(3, FuzzRun.PARTITIONS);
    private final Outcomes outcomes = new Outcomes("group", corpus, RECORDS);

    @Test
    void whatHasEndedIsNotLost() {
        outcomes.result(result(first(sent -> sent.failures() == 0)));
        outcomes.deadLetter(letter(first(sent -> sent.failures() == 3)));
        assertThat(outcomes.lost()).isEqualTo(RECORDS - 2);
        assertThat(outcomes.wrong()).isZero();
        assertThat(outcomes.duplicates()).isZero();
        assertThat(outcomes.examples()).isEmpty();
    }

    @Test
    void whatHasEndedTwiceIsADuplicate() {
        int unknown = first(sent -> sent.failures() == Case.UNKNOWN);
        outcomes.result(result(unknown));
        outcomes.deadLetter(letter(unknown));
        assertThat(outcomes.duplicates()).isEqualTo(1);
        assertThat(outcomes.lost()).isEqualTo(RECORDS - 1);
    }

    @Test
    void aSoundRecordMustEndAsItAsksTo() {
        outcomes.deadLetter(letter(first(sent -> sent.failures() == 1)));
        outcomes.result(result(first(sent -> sent.failures() == 3)));
        assertThat(outcomes.wrong()).isEqualTo(2);
    }

    @Test
    void otherBytesAndHeadersOfADeadLetterAreWrong() {
        int number = first(sent -> sent.failures() == 3
                && sent.record().value().length > 0
                && sent.record().headers().toArray().length > 0);
        outcomes.deadLetter(letter(number, corpus.at(number).record().key(), new byte[] {1}));
        ConsumerRecord<byte[], byte[]> letter = letter(number);
        letter.headers().add("another", new byte[0]);
        outcomes.deadLetter(letter);
        assertThat(outcomes.wrong()).isEqualTo(2);
    }

    @Test
    void aDeadLetterMustSayOnceWhereItComesFrom() {
        ConsumerRecord<byte[], byte[]> letter = letter(first(sent -> sent.failures() == 3));
        letter.headers().add("holdfast-origin-offset", new byte[] {'0'});
        outcomes.deadLetter(letter);
        assertThat(outcomes.wrong()).isEqualTo(1);
        assertThat(outcomes.ended()).isZero();
    }

    @Test
    void aHandlerThatGotOtherHeadersIsFound() {
        int number = first(sent -> sent.failures() == 0);
        outcomes.result(record(bytes(placeOf(number)), bytes("12")));
        assertThat(outcomes.wrong()).isEqualTo(1);
    }

    private int first(Predicate<Case> wanted) {
        return IntStream.range(0, RECORDS)
                .filter(number -> wanted.test(corpus.at(number)))
                .findFirst()
                .orElseThrow();
    }

    private ConsumerRecord<byte[], byte[]> result(int number) {
        int digest = Digest.of(corpus.at(number).record().headers());
        return record(bytes(placeOf(number)), bytes(Integer.toString(digest)));
    }

    private ConsumerRecord<byte[], byte[]> letter(int number) {
        return letter(
                number,
                corpus.at(number).record().key(),
                corpus.at(number).record().value());
    }

    private ConsumerRecord<byte[], byte[]> letter(int number, byte @Nullable [] key, byte @Nullable [] value) {
        ConsumerRecord<byte[], byte[]> letter = record(key, value);
        corpus.at(number).record().headers().forEach(header -> {
            String name = header.key().startsWith("holdfast-")
                    ? "holdfast-foreign-" + header.key().substring("holdfast-".length())
                    : header.key();
            letter.headers().add(new RecordHeader(name, header.value()));
        });
        String[] place = placeOf(number).split(":", -1);
        letter.headers()
                .add("holdfast-origin-partition", bytes(place[0]))
                .add("holdfast-origin-offset", bytes(place[1]));
        return letter;
    }

    private static String placeOf(int number) {
        return number % FuzzRun.PARTITIONS + ":" + number / FuzzRun.PARTITIONS;
    }

    private static ConsumerRecord<byte[], byte[]> record(byte @Nullable [] key, byte @Nullable [] value) {
        return new ConsumerRecord<>("topic", 0, 0, key, value);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
