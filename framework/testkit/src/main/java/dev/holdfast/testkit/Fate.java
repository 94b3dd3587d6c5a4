package dev.holdfast.testkit;

import dev.holdfast.internal.definition.HandlerDefinition;
import dev.holdfast.internal.dispatch.Extensions;
import dev.holdfast.spi.DerivedTopic;
import dev.holdfast.spi.Disposition;
import dev.holdfast.spi.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** What becomes of a record after its verdict, as the engine and the handler's features decide it. */
sealed interface Fate {
    /** A header of records in retry topics: when they are due, in milliseconds since 1970. */
    String DUE_AT = "holdfast-due-at";

    /** A header of records in retry and dead-letter topics. */
    String REASON = "holdfast-reason";

    /** Continues "the record …". */
    String text();

    /** Asks the handler's features, then the engine. */
    static Fate of(HandlerDefinition handler, DeliveredRecord record, Verdict verdict) {
        StandingTimers timers = new StandingTimers(record.now());
        Extensions extensions = new Extensions(handler.features().stream()
                .map(feature -> feature.open(handler.info(), timers))
                .toList());
        try {
            return of(handler, record, extensions.route(record, record.attempt() - 1, verdict));
        } finally {
            extensions.close();
        }
    }

    private static Fate of(HandlerDefinition handler, DeliveredRecord record, Disposition disposition) {
        if (disposition instanceof Disposition.TryAgain again) {
            return new InPlace(again.delay());
        }
        if (disposition instanceof Disposition.StopPartition stop) {
            return new Stopped(stop.reason());
        }
        List<ProducerRecord<byte[], byte[]>> writes = ((Disposition.Done) disposition).writes();
        for (ProducerRecord<byte[], byte[]> write : writes) {
            Optional<DerivedTopic> own = handler.derivedTopics().stream()
                    .filter(topic -> topic.name().equals(write.topic()))
                    .findFirst();
            if (own.isPresent()) {
                requireOriginal(record.record(), write);
                return own.get().subscribed() ? retryTopic(write, record.now()) : deadLetter(write);
            }
        }
        return new Done(writes);
    }

    private static Fate retryTopic(ProducerRecord<byte[], byte[]> write, Instant now) {
        Instant due = header(write, DUE_AT)
                .map(text -> Instant.ofEpochMilli(Long.parseLong(text)))
                .orElse(now);
        return new RetryTopic(Duration.between(now, due), write);
    }

    private static Fate deadLetter(ProducerRecord<byte[], byte[]> write) {
        return new DeadLetter(header(write, REASON).orElse("unknown"), write);
    }

    private static void requireOriginal(ConsumerRecord<byte[], byte[]> read, ProducerRecord<byte[], byte[]> write) {
        if (!Arrays.equals(read.key(), write.key())
                || !Arrays.equals(read.value(), write.value())
                || !Integer.valueOf(read.partition()).equals(write.partition())) {
            throw new AssertionError(
                    "expected the original key and value in the original partition, but what is written" + " to '"
                            + write.topic() + "' has others");
        }
    }

    private static Optional<String> header(ProducerRecord<byte[], byte[]> write, String name) {
        Header header = write.headers().lastHeader(name);
        return header == null ? Optional.empty() : Optional.of(new String(header.value(), StandardCharsets.UTF_8));
    }

    /** Tried again where it is, while its successors wait. */
    record InPlace(Duration delay) implements Fate {
        @Override
        public String text() {
            return "failed and is tried again after " + delay;
        }
    }

    /** Written to a retry topic, where it is due after a time. */
    record RetryTopic(Duration delay, ProducerRecord<byte[], byte[]> write) implements Fate {
        @Override
        public String text() {
            return "failed and is tried again after " + delay + " in '" + write.topic() + "'";
        }
    }

    /** Written to a dead-letter topic. */
    record DeadLetter(String reason, ProducerRecord<byte[], byte[]> write) implements Fate {
        @Override
        public String text() {
            return "failed and is a dead letter because of '" + reason + "' in '" + write.topic() + "'";
        }
    }

    /** Its partition stops in front of it. */
    record Stopped(String reason) implements Fate {
        @Override
        public String text() {
            return "failed and stops its partition";
        }
    }

    /** Done, with what a feature writes beside its outputs. */
    record Done(List<ProducerRecord<byte[], byte[]>> writes) implements Fate {
        @Override
        public String text() {
            return writes.isEmpty() ? "is done" : "is done, and a feature writes " + writes.size() + " records";
        }
    }
}
