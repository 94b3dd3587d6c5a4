package dev.holdfast.retry.internal.held;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.retry.internal.Failure;
import dev.holdfast.retry.internal.RetryPolicy;
import dev.holdfast.spi.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeldPartsTest {
    private static final Source SOURCE = new Source("orders", new Uuid(1, 2), 3);
    private static final EntryFormat FORMAT = new EntryFormat(SOURCE);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void aQueueIsASortedMapWhateverComesAndGoes(long seed) {
        Random random = new Random(seed);
        HeldQueue queue = new HeldQueue();
        TreeMap<Long, Long> expected = new TreeMap<>();
        for (int i = 0; i < 3_000; i++) {
            long offset = random.nextInt(400);
            if (random.nextInt(5) < 3) {
                boolean isNew = !expected.containsKey(offset);
                assertThat(queue.add(offset, offset * 10, 1)).isEqualTo(isNew);
                expected.put(offset, offset * 10);
            } else if (!expected.isEmpty()) {
                long removed = random.nextBoolean() ? expected.firstKey() : offset;
                int index = queue.indexOf(removed);
                assertThat(index >= 0).isEqualTo(expected.containsKey(removed));
                if (index >= 0) {
                    queue.remove(index);
                    expected.remove(removed);
                }
            }
            assertThat(queue.size()).isEqualTo(expected.size());
            if (!expected.isEmpty()) {
                assertThat(queue.head()).isEqualTo(expected.firstKey());
                assertThat(queue.last()).isEqualTo(expected.lastKey());
                assertThat(queue.lowestPlace()).isEqualTo(expected.firstKey() * 10);
                assertThat(queue.firstBehind(offset))
                        .isEqualTo(expected.headMap(offset, true).size());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aTableIsAMap(long seed) {
        Random random = new Random(seed);
        OffsetTable table = new OffsetTable();
        Map<Long, Integer> expected = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            long offset = random.nextInt(700) * 16L;
            if (random.nextBoolean()) {
                assertThat(table.put(offset, i)).isEqualTo(expected.putIfAbsent(offset, i) == null);
            } else {
                Integer number = expected.remove(offset);
                assertThat(table.remove(offset)).isEqualTo(number == null ? -1 : number);
            }
            assertThat(table.size()).isEqualTo(expected.size());
        }
        expected.forEach((offset, number) -> assertThat(table.get(offset)).isEqualTo(number));
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] key, byte[] value) {
        RecordHeaders headers = new RecordHeaders();
        headers.add("tenant", new byte[] {1, 2});
        return new ConsumerRecord<>(
                "orders", 3, 17, 1_000, TimestampType.CREATE_TIME, 1, 1, key, value, headers, Optional.empty());
    }

    @Test
    void anOriginalRecordComesBackByteForByte() {
        ConsumerRecord<byte[], byte[]> record = record(new byte[] {0, -1}, new byte[] {5});
        ConsumerRecord<byte[], byte[]> read = FORMAT.readPayload(17, FORMAT.payload(record));
        assertThat(read.key()).isEqualTo(record.key());
        assertThat(read.value()).isEqualTo(record.value());
        assertThat(read.headers()).isEqualTo(record.headers());
        assertThat(List.of(read.timestamp(), read.offset(), (long) read.partition()))
                .containsExactly(1_000L, 17L, 3L);
    }

    @Test
    void aScheduleComesBack() {
        Schedule schedule = new Schedule(
                3,
                Instant.ofEpochMilli(1),
                Instant.ofEpochMilli(2),
                Instant.ofEpochMilli(3),
                new Failure("failed", "a.B", "mé", "", "f"),
                true);
        assertThat(FORMAT.readSchedule(4, FORMAT.schedule(4, schedule))).isEqualTo(schedule);
    }

    @Test
    void commandsAndWhatCameOfThemComeBack() {
        Command command = new Command(Command.Action.DISCARD, 7, "mé", "why");
        assertThat(FORMAT.readCommand(7, FORMAT.command(command))).isEqualTo(command);
        CommandAnswer done = new CommandAnswer(command, Command.Result.DONE, Instant.ofEpochMilli(5));
        assertThat(FORMAT.readAnswer(3, FORMAT.answer(3, done))).isEqualTo(done);
        CommandAnswer unread = new CommandAnswer(null, Command.Result.UNREADABLE, Instant.ofEpochMilli(5));
        assertThat(FORMAT.readAnswer(3, FORMAT.answer(3, unread))).isEqualTo(unread);
    }

    @Test
    void whatIsDamagedOrSomebodyElsesIsRefused() {
        byte[] entry = FORMAT.payload(record(new byte[1], new byte[1]));
        for (int i = 0; i < entry.length; i++) {
            byte[] damaged = entry.clone();
            damaged[i] ^= 0x10;
            assertThatThrownBy(() -> FORMAT.readPayload(17, damaged)).isInstanceOf(CorruptEntryException.class);
        }
        assertThatThrownBy(() -> FORMAT.readPayload(18, entry)).hasMessageContaining("belongs to orders-3 offset 17");
        assertThatThrownBy(() -> new EntryFormat(new Source("orders", new Uuid(9, 9), 3)).readPayload(17, entry))
                .hasMessageContaining("another topic of the same name");
    }

    @Test
    void aScheduleWithoutItsRecordMeansThatARecordWasLost() {
        HeldRestore restore = new HeldRestore(10);
        restore.schedule(
                4,
                new Schedule(
                        1, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, new Failure("failed", "", "", "", ""), true));
        assertThatThrownBy(restore::held).hasMessageContaining("source offset 4");
    }

    @Test
    void whatHappensAtTheEndOfTheAttempts() {
        RetryPolicy policy = RetryPolicy.NONE
                .withInPlace(List.of(Duration.ofMillis(5)))
                .withDelays(List.of(Duration.ofSeconds(1), Duration.ofMinutes(1)))
                .withExcept(List.of(IllegalArgumentException.class));
        Waits goesOn = new Waits(policy);
        Waits holds = new Waits(policy.withHold(true));
        assertThat(goesOn.after(failed(null), 1, false)).as("in place").isNull();
        assertThat(goesOn.after(failed(null), 2, false)).isEqualTo(Duration.ofSeconds(1));
        assertThat(goesOn.after(failed(null), 3, false)).isEqualTo(Duration.ofMinutes(1));
        assertThat(goesOn.after(failed(null), 4, false)).as("exhausted").isNull();
        assertThat(holds.after(failed(null), 4, false)).isEqualTo(Duration.ofMinutes(1));
        assertThat(holds.after(failed(null), 4, true)).as("released").isNull();
        assertThat(goesOn.after(failed(new IllegalArgumentException()), 1, false))
                .isNull();
        assertThat(holds.after(failed(new IllegalArgumentException()), 1, false))
                .isEqualTo(Duration.ofMinutes(1));
        Verdict.Failed crash = new Verdict.Failed(Verdict.Kind.PERMANENT, "crash-loop", null, "it died", null);
        assertThat(holds.after(crash, 1, false)).isNull();
    }

    private static Verdict.Failed failed(@Nullable Throwable cause) {
        return new Verdict.Failed(Verdict.Kind.MAY_PASS, "failed", cause, "it failed", null);
    }

    /** By the sizes of arrays, as allocated: 20 bytes each, half as many again at the worst moment of growing. */
    @Test
    void aMillionFollowersTakeLessThanSixtyFourBytesEach() {
        long before = used();
        HeldRecords held = new HeldRecords(0);
        HeldKey key = HeldKey.of("k".getBytes(StandardCharsets.UTF_8), 0);
        for (long offset = 0; offset < 1_000_000; offset++) {
            held.arriving(offset);
            held.hold(key, offset, 100, null);
            held.placed(key, offset, offset);
        }
        long each = (used() - before) / 1_000_000;
        assertThat(requireNonNull(held.queue(key)).size()).isEqualTo(1_000_000);
        assertThat(each).as("bytes for each").isLessThanOrEqualTo(64);
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** A lane is woken by its own commits only, so it may always have some steps to be committed. */
    @Test
    void stepsRunAheadWithinWhatAllLanesShare() {
        HeldMemory memory = new HeldMemory(1_000);
        memory.steps(16_383);
        assertThat(memory.mayRunAhead(16_383)).isTrue();
        memory.steps(1);
        assertThat(memory.mayRunAhead(512)).isFalse();
        assertThat(memory.mayRunAhead(511)).isTrue();
        memory.steps(-1);
        assertThat(memory.mayRunAhead(16_383)).isTrue();
    }

    @Test
    void payloadsOfAllLanesCountTogetherAndThoseOfAClosedOneNoMore() {
        HeldMemory memory = new HeldMemory(1_000);
        Payloads one = new Payloads(memory);
        Payloads other = new Payloads(memory);
        one.put(record(1, 400));
        assertThat(other.mayKeep()).isTrue();
        other.put(record(1, 50));
        other.put(record(1, 50));
        assertThat(one.mayKeep()).as("700 and 350 of 1,000").isFalse();
        assertThat(one.mayReadAhead()).isFalse();
        other.clear();
        assertThat(one.mayKeep()).isTrue();
        one.remove(1);
        one.put(record(2, 500));
        assertThat(one.mayKeep()).as("800 of 1,000").isFalse();
        assertThat(one.mayReadAhead()).isTrue();
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, int bytes) {
        return new ConsumerRecord<>(
                "orders",
                3,
                offset,
                0,
                TimestampType.CREATE_TIME,
                0,
                bytes,
                new byte[0],
                new byte[bytes],
                new RecordHeaders(),
                Optional.empty());
    }
}
