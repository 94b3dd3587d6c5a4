package dev.holdfast.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.internal.AbstractRecords;
import org.apache.kafka.common.record.internal.CompressionType;
import org.apache.kafka.common.record.internal.RecordBatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordSizeTest {
    @Test
    void isWhatTheProducerCounts() {
        for (int bytes : new int[] {0, 1, 63, 64, 65, 8_191, 8_192, 1_048_575, 1_048_576, 3_000_000}) {
            same(new byte[bytes], new byte[bytes], 0);
            same(null, new byte[bytes], 3);
            same(new byte[bytes], null, 200);
        }
    }

    private static void same(byte @Nullable [] key, byte @Nullable [] value, int headerCount) {
        List<Header> headers = new ArrayList<>();
        for (int i = 0; i < headerCount; i++) {
            headers.add(new RecordHeader("größe-" + i, i % 2 == 0 ? null : new byte[i]));
        }
        int expected = AbstractRecords.estimateSizeInBytesUpperBound(
                RecordBatch.CURRENT_MAGIC_VALUE, CompressionType.NONE, key, value, headers.toArray(new Header[0]));

        assertThat(RecordSize.atMost(new ProducerRecord<>("t", null, null, key, value, headers)))
                .isEqualTo(expected);
    }
}
