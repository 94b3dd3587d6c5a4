package dev.holdfast.retry.internal.held;

import dev.holdfast.retry.internal.Failure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The values of entries: a version, a checksum, the source coordinates, then the original record in its bytes or a
 * schedule. Whatever does not fit is refused: an entry that was written elsewhere or by a newer version must not be taken
 * for one of these.
 */
final class EntryFormat {
    private static final Logger LOG = LoggerFactory.getLogger(EntryFormat.class);
    private static final byte VERSION = 1;
    private static final int HEAD = 1 + Integer.BYTES;
    private static final int NONE = -1;

    private final Source source;

    EntryFormat(Source source) {
        this.source = source;
    }

    /** Writes a body; nothing can fail in memory. */
    private interface Body {
        void write(DataOutputStream out) throws IOException;
    }

    /** Reads a body. */
    private interface Reading<T> {
        T read(DataInputStream in, long offset) throws IOException;
    }

    byte[] payload(ConsumerRecord<byte[], byte[]> record) {
        return entry(record.offset(), out -> {
            out.writeLong(record.timestamp());
            out.writeByte(record.timestampType().id);
            bytes(record.key(), out);
            bytes(record.value(), out);
            Header[] headers = record.headers().toArray();
            out.writeInt(headers.length);
            for (Header header : headers) {
                bytes(header.key().getBytes(StandardCharsets.UTF_8), out);
                bytes(header.value(), out);
            }
        });
    }

    byte[] schedule(long offset, Schedule schedule) {
        return entry(offset, out -> {
            out.writeInt(schedule.attempts());
            out.writeLong(schedule.firstFailedAt().toEpochMilli());
            out.writeLong(schedule.failedAt().toEpochMilli());
            out.writeLong(schedule.dueAt().toEpochMilli());
            text(schedule.failure().reason(), out);
            text(schedule.failure().exceptionClass(), out);
            text(schedule.failure().message(), out);
            text(schedule.failure().fingerprint(), out);
            out.writeBoolean(schedule.released());
        });
    }

    byte[] command(Command command) {
        return entry(command.offset(), out -> write(command, out));
    }

    byte[] answer(long command, CommandAnswer answer) {
        return entry(command, out -> {
            text(answer.result().name(), out);
            out.writeLong(answer.at().toEpochMilli());
            Command of = answer.command();
            out.writeBoolean(of != null);
            if (of != null) {
                write(of, out);
            }
        });
    }

    private static void write(Command command, DataOutputStream out) throws IOException {
        text(command.action().name(), out);
        out.writeLong(command.offset());
        text(command.who(), out);
        text(command.why(), out);
    }

    private byte[] entry(long offset, Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(VERSION);
            out.writeInt(0);
            out.writeLong(source.topicId().getMostSignificantBits());
            out.writeLong(source.topicId().getLeastSignificantBits());
            out.writeInt(source.partition());
            out.writeLong(offset);
            text(source.topic(), out);
            body.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] entry = bytes.toByteArray();
        ByteBuffer.wrap(entry).putInt(1, checksum(entry));
        return entry;
    }

    private static int checksum(byte[] entry) {
        CRC32C crc = new CRC32C();
        crc.update(entry, HEAD, entry.length - HEAD);
        return (int) crc.getValue();
    }

    private static void text(String text, DataOutputStream out) throws IOException {
        bytes(text.getBytes(StandardCharsets.UTF_8), out);
    }

    private static void bytes(byte @Nullable [] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes == null ? NONE : bytes.length);
        if (bytes != null) {
            out.write(bytes);
        }
    }

    /**
     * Reads the original record.
     *
     * @throws CorruptEntryException if it is none of this source and offset
     */
    ConsumerRecord<byte[], byte[]> readPayload(long offset, byte[] entry) {
        return read(offset, entry, this::record);
    }

    private ConsumerRecord<byte[], byte[]> record(DataInputStream in, long offset) throws IOException {
        long timestamp = in.readLong();
        TimestampType type = in.readByte() == TimestampType.LOG_APPEND_TIME.id
                ? TimestampType.LOG_APPEND_TIME
                : TimestampType.CREATE_TIME;
        byte @Nullable [] key = bytes(in);
        byte @Nullable [] value = bytes(in);
        Headers headers = new RecordHeaders();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            headers.add(text(in), bytes(in));
        }
        return new ConsumerRecord<>(
                source.topic(),
                source.partition(),
                offset,
                timestamp,
                type,
                key == null ? ConsumerRecord.NULL_SIZE : key.length,
                value == null ? ConsumerRecord.NULL_SIZE : value.length,
                key,
                value,
                headers,
                Optional.empty());
    }

    /**
     * Reads a schedule.
     *
     * @throws CorruptEntryException if it is none of this source and offset
     */
    Schedule readSchedule(long offset, byte[] entry) {
        return read(
                offset,
                entry,
                (in, of) -> new Schedule(
                        in.readInt(),
                        Instant.ofEpochMilli(in.readLong()),
                        Instant.ofEpochMilli(in.readLong()),
                        Instant.ofEpochMilli(in.readLong()),
                        new Failure(text(in), text(in), text(in), "", text(in)),
                        in.readBoolean()));
    }

    /**
     * Reads a command.
     *
     * @throws CorruptEntryException if it is none for this source and offset
     */
    Command readCommand(long offset, byte[] entry) {
        return read(offset, entry, (in, of) -> command(in));
    }

    /** Reads a record of the commands' topic, which may have been written by anybody; null if it can't be understood. */
    @Nullable
    Command commandOrNull(ConsumerRecord<byte[], byte[]> record) {
        byte @Nullable [] key = record.key();
        byte @Nullable [] value = record.value();
        if (key == null || value == null) {
            return null;
        }
        try {
            EntryKey of = EntryKey.read(key);
            return of.kind() == EntryKey.COMMAND ? readCommand(of.offset(), value) : null;
        } catch (CorruptEntryException e) {
            LOG.warn(
                    "a command at offset {} of {} can't be understood: {}",
                    record.offset(),
                    record.topic(),
                    e.toString());
            return null;
        }
    }

    /**
     * Reads what came of a command.
     *
     * @throws CorruptEntryException if it is none of this source and command
     */
    CommandAnswer readAnswer(long command, byte[] entry) {
        return read(command, entry, (in, of) -> {
            Command.Result result = one(Command.Result.class, in);
            Instant at = Instant.ofEpochMilli(in.readLong());
            return new CommandAnswer(in.readBoolean() ? command(in) : null, result, at);
        });
    }

    private static Command command(DataInputStream in) throws IOException {
        return new Command(one(Command.Action.class, in), in.readLong(), text(in), text(in));
    }

    private static <E extends Enum<E>> E one(Class<E> of, DataInputStream in) throws IOException {
        String name = text(in);
        try {
            return Enum.valueOf(of, name);
        } catch (IllegalArgumentException e) {
            throw new IOException("there is no " + of.getSimpleName() + " of this name", e);
        }
    }

    private <T> T read(long offset, byte[] entry, Reading<T> reading) {
        if (entry.length <= HEAD || entry[0] != VERSION) {
            throw corrupt(offset, "is of another version");
        }
        if (ByteBuffer.wrap(entry).getInt(1) != checksum(entry)) {
            throw corrupt(offset, "is damaged");
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(entry, HEAD, entry.length - HEAD))) {
            Uuid topicId = new Uuid(in.readLong(), in.readLong());
            int partition = in.readInt();
            long of = in.readLong();
            String topic = text(in);
            if (!topic.equals(source.topic()) || partition != source.partition() || of != offset) {
                throw corrupt(offset, "belongs to " + topic + "-" + partition + " offset " + of);
            }
            if (!topicId.equals(source.topicId())) {
                throw corrupt(
                        offset,
                        "was read from another topic of the same name, which has been deleted since: delete the held topic,"
                                + " too, or copy what is needed from it first");
            }
            return reading.read(in, offset);
        } catch (IOException e) {
            throw corrupt(offset, "is cut off");
        }
    }

    private CorruptEntryException corrupt(long offset, String what) {
        return new CorruptEntryException(
                "the held entry of " + source.topic() + "-" + source.partition() + " offset " + offset + " " + what);
    }

    private static String text(DataInputStream in) throws IOException {
        byte[] bytes = bytes(in);
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte @Nullable [] bytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length == NONE) {
            return null;
        }
        if (length < 0 || length > in.available()) {
            throw new IOException("a length of " + length);
        }
        byte[] bytes = new byte[length];
        in.readFully(bytes);
        return bytes;
    }
}
