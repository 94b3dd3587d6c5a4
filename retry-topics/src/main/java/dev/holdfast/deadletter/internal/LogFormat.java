package dev.holdfast.deadletter.internal;

import dev.holdfast.deadletter.internal.LogEvent.Edit;
import dev.holdfast.deadletter.internal.LogEvent.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * {@link LogEntry} as bytes: two of magic, one of version, four of CRC-32C over all that follows. Numbers are big-endian,
 * texts are Java's modified UTF-8.
 */
public final class LogFormat {
    private static final short MAGIC = (short) 0x4844;
    private static final byte VERSION = 1;
    private static final int HEADER_BYTES = Short.BYTES + Byte.BYTES + Integer.BYTES;

    private LogFormat() {}

    /**
     * Writes an entry.
     *
     * @param entry the entry
     * @return its bytes
     */
    public static byte[] write(LogEntry entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(entry.total());
            out.writeByte(entry.events().size());
            for (LogEvent event : entry.events()) {
                write(event, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        byte[] body = bytes.toByteArray();
        return ByteBuffer.allocate(HEADER_BYTES + body.length)
                .putShort(MAGIC)
                .put(VERSION)
                .putInt(checksum(body))
                .put(body)
                .array();
    }

    /**
     * Reads an entry.
     *
     * @param bytes what stands in the log
     * @return the entry; empty if the bytes are damaged, or of a version that this one does not know
     */
    public static Optional<LogEntry> read(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER_BYTES || buffer.getShort() != MAGIC || buffer.get() != VERSION) {
            return Optional.empty();
        }
        int checksum = buffer.getInt();
        byte[] body = new byte[buffer.remaining()];
        buffer.get(body);
        if (checksum(body) != checksum) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(body))) {
            int total = in.readInt();
            int kept = in.readUnsignedByte();
            List<LogEvent> events = new ArrayList<>(kept);
            for (int i = 0; i < kept; i++) {
                events.add(readEvent(in));
            }
            return Optional.of(new LogEntry(total, events));
        } catch (IOException | IllegalArgumentException e) {
            // The checksum is right, so whoever wrote it meant something that this version can't know.
            return Optional.empty();
        }
    }

    private static void write(LogEvent event, DataOutputStream out) throws IOException {
        out.writeByte(event.kind().code());
        out.writeLong(event.at().toEpochMilli());
        out.writeUTF(event.who());
        out.writeUTF(event.why());
        writeOptional(event.target(), out);
        Edit edit = event.edit();
        out.writeBoolean(edit != null);
        if (edit != null) {
            write(edit.before(), out);
            write(edit.after(), out);
            out.writeInt(edit.value().map(value -> value.get().length).orElse(-1));
            if (edit.value().isPresent()) {
                out.write(edit.value().get().get());
            }
        }
    }

    private static LogEvent readEvent(DataInputStream in) throws IOException {
        Kind kind = Kind.of(in.readUnsignedByte());
        Instant at = Instant.ofEpochMilli(in.readLong());
        String who = in.readUTF();
        String why = in.readUTF();
        String target = in.readBoolean() ? in.readUTF() : null;
        Edit edit = in.readBoolean() ? new Edit(readDigest(in), readDigest(in), readBytes(in)) : null;
        return new LogEvent(kind, at, who, why, target, edit);
    }

    private static void writeOptional(@Nullable String text, DataOutputStream out) throws IOException {
        out.writeBoolean(text != null);
        if (text != null) {
            out.writeUTF(text);
        }
    }

    private static void write(Digest digest, DataOutputStream out) throws IOException {
        out.writeUTF(digest.sha256());
        out.writeInt(digest.length());
    }

    private static Digest readDigest(DataInputStream in) throws IOException {
        return new Digest(in.readUTF(), in.readInt());
    }

    private static Optional<Bytes> readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0) {
            return Optional.empty();
        }
        if (length > in.available()) {
            throw new IllegalArgumentException(length + " bytes are more than there are");
        }
        return Optional.of(Bytes.wrap(in.readNBytes(length)));
    }

    private static int checksum(byte[] body) {
        CRC32C crc = new CRC32C();
        crc.update(body);
        return (int) crc.getValue();
    }
}
