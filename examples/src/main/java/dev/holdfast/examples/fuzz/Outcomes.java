package dev.holdfast.examples.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** What became of the records in one group. For one thread. */
final class Outcomes {
    private static final int EXAMPLES = 20;
    private static final int TIERS = 2;
    private static final Pattern PLACE = Pattern.compile("([0-9]{1,9}):([0-9]{1,9})");
    private static final String OURS = "holdfast-";
    private static final String FOREIGN = "holdfast-foreign-";

    private final String group;
    private final Corpus corpus;
    private final int records;
    private final BitSet done;
    private final BitSet deadLettered;
    private final List<String> examples = new ArrayList<>();
    private int duplicates;
    private int wrong;

    Outcomes(String group, Corpus corpus, int records) {
        this.group = group;
        this.corpus = corpus;
        this.records = records;
        this.done = new BitSet(records);
        this.deadLettered = new BitSet(records);
    }

    /** A result, whose key is where its record is. */
    void result(ConsumerRecord<byte[], byte[]> result) {
        Matcher place = PLACE.matcher(text(result.key()));
        int number = place.matches() ? numberAt(place.group(1), place.group(2)) : -1;
        if (number < 0) {
            wrong("no record has this result", result);
            return;
        }
        Case sent = corpus.at(number);
        if (sent.failures() > TIERS) {
            wrong("record " + number + " was to fail for good and has a result", result);
        }
        if (!text(result.value())
                .equals(Integer.toString(Digest.of(sent.record().headers())))) {
            wrong("the handler did not get the headers of record " + number, result);
        }
        note(done, number, result);
    }

    void deadLetter(ConsumerRecord<byte[], byte[]> letter) {
        int number = numberAt(ours(letter, "holdfast-origin-partition"), ours(letter, "holdfast-origin-offset"));
        if (number < 0) {
            wrong("this dead letter does not say where it comes from", letter);
            return;
        }
        Case sent = corpus.at(number);
        if (sent.failures() != Case.UNKNOWN && sent.failures() <= TIERS) {
            wrong("record " + number + " was to be done", letter);
        }
        if (!Arrays.equals(sent.record().key(), letter.key())
                || !Arrays.equals(sent.record().value(), letter.value())) {
            wrong("record " + number + " has other bytes", letter);
        }
        if (Digest.of(originalHeaders(letter)) != Digest.of(sent.record().headers())) {
            wrong("record " + number + " has other headers", letter);
        }
        note(deadLettered, number, letter);
    }

    /** How many records have come to an end. */
    int ended() {
        return done.cardinality() + deadLettered.cardinality();
    }

    int done() {
        return done.cardinality();
    }

    int deadLettered() {
        return deadLettered.cardinality();
    }

    int lost() {
        return records - ended();
    }

    int duplicates() {
        return duplicates;
    }

    int wrong() {
        return wrong;
    }

    List<String> examples() {
        return List.copyOf(examples);
    }

    private void note(BitSet ends, int number, ConsumerRecord<byte[], byte[]> record) {
        if (done.get(number) || deadLettered.get(number)) {
            duplicates++;
            example("record " + number + " has ended twice", record);
        } else {
            ends.set(number);
        }
    }

    private int numberAt(@Nullable String partition, @Nullable String offset) {
        if (partition == null
                || offset == null
                || !PLACE.matcher(partition + ":" + offset).matches()) {
            return -1;
        }
        int number = corpus.numberAt(Integer.parseInt(partition), Integer.parseInt(offset));
        return number < records ? number : -1;
    }

    /** The value of a header that is there once; what the record itself had under such a name has another name now. */
    private static @Nullable String ours(ConsumerRecord<byte[], byte[]> letter, String name) {
        List<Header> all = new ArrayList<>();
        letter.headers().headers(name).forEach(all::add);
        return all.size() == 1 ? text(all.get(0).value()) : null;
    }

    private static List<Header> originalHeaders(ConsumerRecord<byte[], byte[]> letter) {
        List<Header> original = new ArrayList<>();
        for (Header header : letter.headers()) {
            if (header.key().startsWith(FOREIGN)) {
                original.add(new RecordHeader(OURS + header.key().substring(FOREIGN.length()), header.value()));
            } else if (!header.key().startsWith(OURS)) {
                original.add(header);
            }
        }
        return original;
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private void wrong(String what, ConsumerRecord<byte[], byte[]> record) {
        wrong++;
        example(what, record);
    }

    private void example(String what, ConsumerRecord<byte[], byte[]> record) {
        if (examples.size() < EXAMPLES) {
            examples.add(
                    group + ": " + what + ": " + record.topic() + "-" + record.partition() + "-" + record.offset());
        }
    }
}
