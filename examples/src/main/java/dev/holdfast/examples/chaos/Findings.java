package dev.holdfast.examples.chaos;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Compares what was read with what must be there. Every record of a topic is put in, in the order of its partition, the
 * retry topics or the ledger first, then the figures are asked for. For one thread.
 */
final class Findings {
    private static final int EXAMPLES = 20;

    private final Workload workload;
    private final boolean keepsKeyOrder;
    private final BitSet sent;
    private final BitSet results;
    private final List<BitSet> retried;
    private final BitSet deadLettered;
    private final BitSet ledger;
    private final KeyOrder ledgerOrder;
    private final KeyOrder order;
    private final KeyOrder orderOfUnfailing;
    private final Repeats repeats;
    private final List<String> examples = new ArrayList<>();
    private long lost = -1;
    private long read;
    private long retries;
    private long duplicates;
    private long wrongResults;
    private long wrongRetries;
    private long wrongLedger;
    private long wrongDeadLetters;
    private long orderBreaks;
    private long overtaken;

    /**
     * Creates it, with nothing read.
     *
     * @param workload what was asked for
     * @param keepsKeyOrder whether nothing may be overtaken, and a ledger says what was done; or else only what does not fail
     */
    Findings(Workload workload, boolean keepsKeyOrder) {
        this.workload = workload;
        this.keepsKeyOrder = keepsKeyOrder;
        int records = workload.records();
        sent = new BitSet(records);
        results = new BitSet(records * Workload.MOST_RESULTS);
        retried = Names.RETRIES.stream().map(topic -> new BitSet(records)).toList();
        deadLettered = new BitSet(records);
        repeats = new Repeats(records);
        ledger = new BitSet(records);
        ledgerOrder = new KeyOrder(workload);
        order = new KeyOrder(workload);
        orderOfUnfailing = new KeyOrder(workload);
    }

    /** A record of the source topic. */
    void job(ConsumerRecord<byte[], byte[]> record) {
        int number = numberOf(record);
        if (number < 0 || sent.get(number)) {
            throw new IllegalStateException("The source has a record that was not sent once: " + placeOf(record));
        }
        sent.set(number);
    }

    /** A result: right if its record asked for it, made by the attempt that did not fail. */
    void result(ConsumerRecord<byte[], byte[]> record) {
        read++;
        int[] parts = numbersOf(record.value());
        if (parts.length != 3 || !isKnown(parts[0]) || parts[1] < 0 || parts[1] >= workload.results(parts[0])) {
            wrongResults++;
            note("nobody asked for this result", record);
            return;
        }
        int number = parts[0];
        if (parts[2] != workload.failures(number) + 1 || !Arrays.equals(workload.key(number), record.key())) {
            wrongResults++;
            note("the attempt or the key of this result is wrong", record);
        }
        int result = number * Workload.MOST_RESULTS + parts[1];
        if (results.get(result)) {
            duplicates++;
            note("this result is there twice", record);
            repeats.again(number, Workload.TIERS + 1 + parts[1], record);
            return;
        }
        results.set(result);
        repeats.first(number, Workload.TIERS + 1 + parts[1], record);
        checkOrder(number, record);
    }

    /** A record of the ledger: one for each job that was done, by the attempt that did not fail. */
    void ledger(ConsumerRecord<byte[], byte[]> record) {
        read++;
        int[] parts = numbersOf(record.value());
        if (parts.length != 2
                || !isKnown(parts[0])
                || workload.isDeadLetter(parts[0])
                || parts[1] != workload.failures(parts[0]) + 1
                || !Arrays.equals(workload.key(parts[0]), record.key())) {
            wrongLedger++;
            note("this does not belong into the ledger", record);
            return;
        }
        if (ledger.get(parts[0])) {
            duplicates++;
            note("this is there twice", record);
            return;
        }
        ledger.set(parts[0]);
        retries += workload.failures(parts[0]);
        if (ledgerOrder.isOvertaken(parts[0])) {
            overtaken++;
            orderBreaks++;
            noteOvertaken(parts[0], ledgerOrder, record);
        }
    }

    /** A record in a retry topic, which count from 1. */
    void retry(int tier, ConsumerRecord<byte[], byte[]> record) {
        read++;
        int number = numberOf(record);
        if (number < 0
                || !workload.isInTier(number, tier)
                || !isUnchanged(number, record)
                || attempts(record) != tier) {
            wrongRetries++;
            note("this is not what belongs into the retry topic", record);
            return;
        }
        retries++;
        once(retried.get(tier - 1), number, tier - 1, record);
    }

    void deadLetter(ConsumerRecord<byte[], byte[]> record) {
        read++;
        int number = numberOf(record);
        if (number < 0
                || !workload.isDeadLetter(number)
                || !isUnchanged(number, record)
                || attempts(record) != workload.attempts(number)) {
            wrongDeadLetters++;
            note("this is no dead letter that must be there, or not as it was sent", record);
            return;
        }
        if (keepsKeyOrder) {
            retries += workload.attempts(number) - 1;
        }
        once(deadLettered, number, Workload.TIERS, record);
    }

    private void once(BitSet seen, int number, int stage, ConsumerRecord<byte[], byte[]> record) {
        if (seen.get(number)) {
            duplicates++;
            note("this is there twice", record);
            repeats.again(number, stage, record);
            return;
        }
        seen.set(number);
        repeats.first(number, stage, record);
    }

    /** Results, retries and dead letters that must be there and are not; asked for when all was read. */
    long lost() {
        if (lost < 0) {
            lost = countLost();
        }
        return lost;
    }

    private long countLost() {
        long count = (long) workload.records() - sent.cardinality();
        for (int number = 0; number < workload.records(); number++) {
            for (int i = 0; i < workload.results(number); i++) {
                count += missing(results, number * Workload.MOST_RESULTS + i, "result " + i, number);
            }
            if (keepsKeyOrder && !workload.isDeadLetter(number)) {
                count += missing(ledger, number, "ledger", number);
            }
            for (int tier = 1; !keepsKeyOrder && tier <= Workload.TIERS; tier++) {
                if (workload.isInTier(number, tier)) {
                    count += missing(retried.get(tier - 1), number, "retry " + tier, number);
                }
            }
            if (workload.isDeadLetter(number)) {
                count += missing(deadLettered, number, "dead letter", number);
            }
        }
        return count;
    }

    long read() {
        return read;
    }

    long retries() {
        return retries;
    }

    int deadLetters() {
        return deadLettered.cardinality();
    }

    long duplicates() {
        return duplicates;
    }

    /** Why there is something twice. */
    Repeats repeats() {
        return repeats;
    }

    long wrongResults() {
        return wrongResults;
    }

    long wrongRetries() {
        return wrongRetries;
    }

    long wrongLedger() {
        return wrongLedger;
    }

    long wrongDeadLetters() {
        return wrongDeadLetters;
    }

    long orderBreaks() {
        return orderBreaks;
    }

    /** Results or ledger entries behind those of a younger record of their key, whether or not one of them failed before. */
    long overtaken() {
        return overtaken;
    }

    /** The first of what is wrong, in words. */
    List<String> examples() {
        return List.copyOf(examples);
    }

    /** What never failed was not overtaken by younger records of its key that never failed; and whether any was by any. */
    private void checkOrder(int number, ConsumerRecord<byte[], byte[]> record) {
        boolean byAny = order.isOvertaken(number);
        boolean byUnfailing = workload.failures(number) == 0 && orderOfUnfailing.isOvertaken(number);
        if (byAny) {
            overtaken++;
        }
        if (keepsKeyOrder ? byAny : byUnfailing) {
            orderBreaks++;
            noteOvertaken(number, keepsKeyOrder ? order : orderOfUnfailing, record);
        }
    }

    private void noteOvertaken(int number, KeyOrder by, ConsumerRecord<byte[], byte[]> record) {
        note("a younger record of its key, " + by.youngestOfKey(number) + ", is before this", record);
    }

    private long missing(BitSet seen, int bit, String what, int number) {
        if (seen.get(bit)) {
            return 0;
        }
        note("lost: " + what + " of record " + number);
        return 1;
    }

    private boolean isKnown(int number) {
        return number >= 0 && number < workload.records();
    }

    /** The number in the record's header; -1 if it has not exactly one, or one that was never sent. */
    private int numberOf(ConsumerRecord<byte[], byte[]> record) {
        int number = numberIn(record, Names.NUMBER);
        return isKnown(number) ? number : -1;
    }

    private static int attempts(ConsumerRecord<byte[], byte[]> record) {
        return numberIn(record, Names.ATTEMPTS);
    }

    private static int numberIn(ConsumerRecord<byte[], byte[]> record, String name) {
        byte[] value = null;
        int count = 0;
        for (Header header : record.headers().headers(name)) {
            value = header.value();
            count++;
        }
        int[] numbers = numbersOf(value);
        return count == 1 && numbers.length == 1 ? numbers[0] : -1;
    }

    /** Numbers with colons between them; none if it is something else. */
    private static int[] numbersOf(byte @Nullable [] value) {
        String text = value == null ? "" : new String(value, StandardCharsets.UTF_8);
        if (!text.matches("[0-9]{1,9}(:[0-9]{1,9})*")) {
            return new int[0];
        }
        return Arrays.stream(text.split(":", -1)).mapToInt(Integer::parseInt).toArray();
    }

    private boolean isUnchanged(int number, ConsumerRecord<byte[], byte[]> record) {
        return Arrays.equals(workload.key(number), record.key())
                && Arrays.equals(workload.value(number), record.value());
    }

    private void note(String what, ConsumerRecord<byte[], byte[]> record) {
        note(what + ": " + placeOf(record));
    }

    private void note(String what) {
        if (examples.size() < EXAMPLES) {
            examples.add(what);
        }
    }

    private static String placeOf(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition() + "-" + record.offset();
    }
}
