package dev.holdfast.spi;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** What came out of calling a handler with a record. */
public sealed interface Verdict {
    /**
     * The handler succeeded.
     *
     * @param outputs what it emitted, encoded, in order
     */
    record Succeeded(List<ProducerRecord<byte[], byte[]>> outputs) implements Verdict {
        /** Success without outputs. */
        public static final Succeeded WITHOUT_OUTPUTS = new Succeeded(List.of());

        /** Copies the outputs. */
        public Succeeded {
            outputs = List.copyOf(outputs);
        }
    }

    /**
     * The handler had nothing to do with this record.
     *
     * @param reason why
     */
    record Skipped(String reason) implements Verdict {
        /** Checks the reason. */
        public Skipped {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * The record could not be handled.
     *
     * @param kind whether another attempt may help
     * @param reason in short, as it stands in failure headers: {@code undecodable}, {@code null-value},
     *     {@code rejected}, {@code failed}, {@code too-large} (an output is); or {@link #CODEC_UNAVAILABLE}, which never stands there
     * @param cause the exception; null if the handler returned the failure as an outcome
     * @param message what to tell a person; never contents of the record
     * @param after how long the handler asked to wait before the next attempt, or null
     */
    record Failed(Kind kind, String reason, @Nullable Throwable cause, String message, @Nullable Duration after)
            implements Verdict {
        /**
         * The reason of failures that are not the record's: what a codec needs, such as a schema registry, does not answer.
         * Always {@link Kind#MAY_PASS}. Such a failure is no attempt: an extension counts it neither as one nor moves the
         * record for it, but answers {@link Disposition#unchanged}, and the record is tried again where it is.
         */
        public static final String CODEC_UNAVAILABLE = "codec-unavailable";

        /** Checks kind, reason and message. */
        public Failed {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(reason, "reason");
            Objects.requireNonNull(message, "message");
        }
    }

    /** Whether another attempt may help. */
    enum Kind {
        /** It may pass: any exception of the handler, unless said otherwise. */
        MAY_PASS,
        /** It never will: undecodable bytes, a missing value, a rejected record. */
        PERMANENT
    }
}
