package dev.holdfast.deadletter;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;

/** Understands the dead letters of one framework, and writes their records as they go back. */
interface LetterFormat {
    /** Never fails: what is missing or malformed is empty. */
    Letter read(ConsumerRecord<byte[], byte[]> record);

    /** The headers of the record that is redriven; empty if it can't be, since nobody knows where it came from. */
    Optional<Headers> redriven(Letter letter);

    /** Of a source. */
    static LetterFormat of(DeadLetterSource source) {
        return switch (source.format()) {
            case HOLDFAST -> new OwnFormat();
            case SPRING -> new SpringFormat();
            case CONNECT -> new ConnectFormat();
        };
    }
}
