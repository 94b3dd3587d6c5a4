package dev.holdfast.examples.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** All records of a run, each a function of the seed and its number. Immutable. */
final class Corpus {
    private static final int KEYS = 997;
    private static final int DEEPEST = 5_000;
    private static final int LONGEST = 100_000;
    private static final int MOST_HEADERS = 200;

    /** Names that the framework gives a meaning in its own topics, and some that look like them. */
    private static final List<String> MEANINGFUL = List.of(
            "holdfast-origin-topic",
            "holdfast-origin-partition",
            "holdfast-origin-offset",
            "holdfast-origin-timestamp",
            "holdfast-attempts",
            "holdfast-first-failed-at",
            "holdfast-failed-at",
            "holdfast-due-at",
            "holdfast-group",
            "holdfast-handler",
            "holdfast-reason",
            "holdfast-exception-class",
            "holdfast-exception-message",
            "holdfast-exception-stacktrace",
            "holdfast-exception-fingerprint",
            "holdfast-redrives",
            "holdfast-foreign-attempts",
            "holdfast-foreign-foreign-attempts",
            "holdfast-foreign-",
            "holdfast-",
            "holdfast",
            "Holdfast-Attempts",
            "traceparent",
            "tracestate",
            "baggage");

    private static final List<String> PLAUSIBLE = List.of(
            "0",
            "1",
            "-1",
            "3",
            "99",
            "2147483648",
            "99999999999999999999",
            "1e9",
            "",
            " 1",
            "NaN",
            "fuzz",
            "held",
            "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
            "00-00000000000000000000000000000000-0000000000000000-ff",
            "\u0000",
            "\uFFFF");

    /** JSON that is hostile, nearly right, or right in a way that few expect. */
    private static final List<String> HOSTILE = List.of(
            "null",
            "{}",
            "[]",
            "\"\"",
            "0",
            "-",
            "{\"failures\":null}",
            "{\"failures\":1e999999999}",
            "{\"failures\":-1e-999999999}",
            "{\"failures\":99999999999999999999999999999999}",
            "{\"failures\":2147483648}",
            "{\"failures\":-2147483648,\"note\":\"\"}",
            "{\"failures\":0.5}",
            "{\"failures\":\"1\"}",
            "{\"failures\":[0]}",
            "{\"failures\":{\"failures\":0}}",
            "{\"failures\":0,\"failures\":1}",
            "{\"failures\":0,\"note\":\"\\ud800\"}",
            "{\"failures\":0,\"note\":\"\\u0000\"}",
            "{\"failures\":0,\"other\":1}",
            "{\"failures\":0}{\"failures\":0}",
            "{\"failures\":0} trailing",
            "\uFEFF{\"failures\":0}",
            "{\"failures\":NaN}",
            "{'failures':0}",
            "{failures:0}",
            "{\"failures\":0,}",
            "{\"failures\":00}",
            "{\"failures\":0x1}",
            "{\"@class\":\"java.lang.Runtime\",\"failures\":0}",
            "{\"failures\":0/*",
            "{\"__proto__\":{},\"failures\":0}");

    private final long seed;
    private final int partitions;

    Corpus(int seed, int partitions) {
        this.seed = seed;
        this.partitions = partitions;
    }

    /** The number of the record that is there; each partition gets its own in their order. */
    int numberAt(int partition, long offset) {
        return Math.toIntExact(offset * partitions + partition);
    }

    Case at(int number) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
        byte[] key = key(random);
        boolean isSound = random.nextInt(5) == 0;
        int failures = random.nextInt(4);
        byte[] sound = utf8("{\"failures\":" + failures + ",\"note\":\"" + random.nextLong() + "\"}");
        byte[] value = isSound ? sound : broken(sound, random);
        return new Case(
                new ProducerRecord<>(FuzzNames.SOURCE, number % partitions, key, value, headers(random)),
                isSound ? failures : Case.UNKNOWN);
    }

    private static byte @Nullable [] key(SplittableRandom random) {
        return switch (random.nextInt(20)) {
            case 0 -> null;
            case 1 -> new byte[0];
            case 2, 3, 4 -> bytes(random, 1 + random.nextInt(40));
            default -> utf8("k" + random.nextInt(KEYS));
        };
    }

    private static byte @Nullable [] broken(byte[] sound, SplittableRandom random) {
        return switch (random.nextInt(16)) {
            case 0 -> null;
            case 1 -> new byte[0];
            case 2, 3, 4, 5 -> flipped(sound, random);
            case 6, 7 -> Arrays.copyOf(sound, random.nextInt(sound.length));
            case 8, 9 -> spliced(sound, random);
            case 10 ->
                utf8(oneOf(List.of("[", "{\"note\":", "[[[[{\"failures\":"), random)
                        .repeat(1 + random.nextInt(random.nextInt(1, DEEPEST))));
            case 11 -> random.nextInt(100) == 0 ? bytes(random, LONGEST) : bytes(random, random.nextInt(200));
            case 12 -> bytes(random, random.nextInt(200));
            default -> utf8(oneOf(HOSTILE, random));
        };
    }

    /** Up to four bits are others. */
    private static byte[] flipped(byte[] sound, SplittableRandom random) {
        byte[] flipped = sound.clone();
        for (int flips = random.nextInt(1, 5); flips > 0; flips--) {
            flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return flipped;
    }

    /** Its begin, and then again a part of it. */
    private static byte[] spliced(byte[] sound, SplittableRandom random) {
        int first = random.nextInt(sound.length + 1);
        int from = random.nextInt(sound.length);
        byte[] spliced = Arrays.copyOf(sound, first + sound.length - from);
        System.arraycopy(sound, from, spliced, first, sound.length - from);
        return spliced;
    }

    private static List<Header> headers(SplittableRandom random) {
        int count = random.nextInt(1_000) == 0 ? MOST_HEADERS : random.nextInt(4);
        List<Header> headers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            String name = random.nextInt(3) == 0
                    ? new String(bytes(random, random.nextInt(20)), StandardCharsets.UTF_8)
                    : oneOf(MEANINGFUL, random);
            byte[] value =
                    switch (random.nextInt(4)) {
                        case 0 -> null;
                        case 1 -> bytes(random, random.nextInt(40));
                        default -> utf8(oneOf(PLAUSIBLE, random));
                    };
            headers.add(new RecordHeader(name, value));
        }
        return headers;
    }

    private static <T> T oneOf(List<T> all, SplittableRandom random) {
        return all.get(random.nextInt(all.size()));
    }

    private static byte[] bytes(SplittableRandom random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
