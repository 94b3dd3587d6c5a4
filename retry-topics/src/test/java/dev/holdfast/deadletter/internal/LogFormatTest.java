package dev.holdfast.deadletter.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.deadletter.internal.LogEvent.Edit;
import dev.holdfast.deadletter.internal.LogEvent.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Bytes;
import org.junit.jupiter.api.Test;

class LogFormatTest {
    private static LogEvent event(Kind kind, String why) {
        return new LogEvent(kind, Instant.ofEpochMilli(1_700_000_000_123L), "ada", why, null, null);
    }

    @Test
    void whatIsWrittenIsRead() {
        byte[] after = {1, 2, 3};
        LogEvent edited = new LogEvent(
                Kind.REDRIVEN,
                Instant.ofEpochMilli(5),
                "ada",
                "köln",
                "orders.billing.redrive",
                new Edit(Digest.of(null), Digest.of(after), Optional.of(Bytes.wrap(after))));
        LogEntry entry = LogEntry.of(event(Kind.DISCARDED, "test data"))
                .plus(event(Kind.REOPENED, "was none"))
                .plus(edited);

        assertThat(LogFormat.read(LogFormat.write(entry))).contains(entry);
    }

    @Test
    void aTombstoneIsAnEditWithoutAValue() {
        LogEntry entry = LogEntry.of(new LogEvent(
                Kind.REDRIVEN,
                Instant.EPOCH,
                "ada",
                "delete it",
                "t",
                new Edit(Digest.of(new byte[] {7}), Digest.of(null), Optional.empty())));

        assertThat(LogFormat.read(LogFormat.write(entry))).contains(entry);
    }

    @Test
    void ofManyEventsTheLastAreKeptAndAllAreCounted() {
        LogEntry entry = LogEntry.of(event(Kind.DISCARDED, "0"));
        for (int i = 1; i < 40; i++) {
            entry = entry.plus(event(i % 2 == 0 ? Kind.DISCARDED : Kind.REOPENED, "" + i));
        }

        assertThat(entry.total()).isEqualTo(40);
        assertThat(entry.events()).hasSize(16).last().extracting(LogEvent::why).isEqualTo("39");
        assertThat(LogFormat.read(LogFormat.write(entry))).contains(entry);
    }

    @Property
    void anyDamagedByteIsNoticed(@ForAll @LongRange(min = 0, max = 10_000) long position, @ForAll byte change) {
        byte[] bytes = LogFormat.write(LogEntry.of(event(Kind.DISCARDED, "test data")));
        int at = (int) (position % bytes.length);
        byte[] damaged = bytes.clone();
        damaged[at] = (byte) (damaged[at] ^ (change == 0 ? 1 : change));

        assertThat(LogFormat.read(damaged)).isEmpty();
    }

    @Property
    void anyBytesAreReadOrRefused(@ForAll byte[] bytes) {
        assertThat(LogFormat.read(bytes)).isEmpty();
    }

    @Test
    void whatIsCutOffIsRefused() {
        byte[] bytes = LogFormat.write(LogEntry.of(event(Kind.DISCARDED, "test data")));
        for (int length = 0; length < bytes.length; length++) {
            assertThat(LogFormat.read(Arrays.copyOf(bytes, length))).isEmpty();
        }
    }

    @Test
    void keysAreReadAgainAndOtherKeysAreNotOurs() {
        LogKey key = new LogKey(Uuid.randomUuid(), 7, 1L << 40);

        assertThat(LogKey.read(key.bytes())).contains(key);
        assertThat(LogKey.read(null)).isEmpty();
        assertThat(LogKey.read("a:b".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(LogKey.read("?:1:2".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }
}
