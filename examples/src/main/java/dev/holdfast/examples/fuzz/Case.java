package dev.holdfast.examples.fuzz;

import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record that was made up.
 *
 * @param record with its partition
 * @param failures how many attempts must fail; {@link #UNKNOWN} if nobody can say whether it can be read
 */
record Case(ProducerRecord<byte[], byte[]> record, int failures) {
    static final int UNKNOWN = -1;
}
