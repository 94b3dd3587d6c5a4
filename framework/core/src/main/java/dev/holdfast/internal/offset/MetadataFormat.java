package dev.holdfast.internal.offset;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.zip.CRC32C;
import org.apache.kafka.common.Uuid;

/**
 * Commit metadata as text, and what can be found in the metadata of a commit.
 *
 * <p>Layout: the characters {@code hf1:}, then, 15 bits a character: CRC-32C of all that follows, length of the body,
 * cluster id, topic id, partition, offset, partitions at start, guard (released, takeovers, started, starts), note, form of
 * the map, map. The map is run lengths or
 * plain words, whichever is shorter; a full window in its worst case is 4,096 bytes, 2,185 characters for the map.
 */
public final class MetadataFormat {
    /**
     * How much metadata goes into one commit. 200 full maps (1.3 MB) in one were an UNKNOWN_SERVER_ERROR, 150 passed; half
     * a megabyte keeps well away from that.
     */
    public static final int MOST_BYTES_A_COMMIT = 512 * 1024;

    private static final int UTF8_BYTES = 3;
    private static final String MAGIC = "hf1:";
    private static final byte PLAIN = 0;
    private static final byte RUNS = 1;
    private static final int GUARD = 3 * Byte.BYTES + Long.BYTES;
    private static final int HEADER = Integer.BYTES + Short.BYTES;

    private MetadataFormat() {}

    /** What a commit's metadata turned out to be. */
    public sealed interface Found {}

    /** Not ours: empty, or another tool's. */
    public record Foreign() implements Found {}

    /** Ours, but damaged: what was done beyond the offset is unknown. */
    public record Corrupt() implements Found {}

    /**
     * Ours and whole. It need not belong to this partition or this offset: compare.
     *
     * @param metadata what was committed
     */
    public record Ours(CommitMetadata metadata) implements Found {}

    /**
     * Writes metadata.
     *
     * @param metadata what to write
     * @return at most 4,096 characters
     */
    public static String write(CommitMetadata metadata) {
        byte[] plain = metadata.beyond().toByteArray();
        byte[] runs = RunLengths.encode(metadata.beyond(), plain.length);
        boolean asRuns = runs.length < plain.length;
        byte[] map = asRuns ? runs : plain;
        byte[] cluster = metadata.identity().clusterId().getBytes(StandardCharsets.UTF_8);
        ByteBuffer note = metadata.note().duplicate();
        ByteBuffer body = ByteBuffer.allocate(
                HEADER + 2 + cluster.length + 16 + 4 + 8 + 4 + GUARD + 1 + note.remaining() + 1 + map.length);
        body.position(HEADER);
        body.putShort((short) cluster.length).put(cluster);
        Uuid topic = metadata.identity().topicId();
        body.putLong(topic.getMostSignificantBits()).putLong(topic.getLeastSignificantBits());
        body.putInt(metadata.identity().partition()).putLong(metadata.offset()).putInt(metadata.partitionsAtStart());
        Guard guard = metadata.guard();
        body.put((byte) (guard.released() ? 1 : 0)).put((byte) guard.takeovers());
        body.putLong(guard.started()).put((byte) guard.starts());
        body.put((byte) note.remaining()).put(note);
        body.put(asRuns ? RUNS : PLAIN).put(map);
        body.putShort(Integer.BYTES, (short) (body.capacity() - HEADER));
        body.putInt(0, checksum(body.array(), body.capacity()));
        return MAGIC + MetadataText.encode(body.array());
    }

    /**
     * How much a text of ours takes at the broker.
     *
     * @param text the text
     * @return bytes of UTF-8, at the most
     */
    public static int bytes(String text) {
        return text.length() * UTF8_BYTES;
    }

    /**
     * Reads the metadata of a commit.
     *
     * @param text what stands beside the offset; empty if nothing does
     * @return what it is
     */
    public static Found read(String text) {
        if (!text.startsWith(MAGIC)) {
            return new Foreign();
        }
        byte[] bytes = MetadataText.decode(text, MAGIC.length());
        if (bytes == null || bytes.length < HEADER) {
            return new Corrupt();
        }
        ByteBuffer body = ByteBuffer.wrap(bytes);
        int checksum = body.getInt();
        int end = HEADER + (body.getShort() & 0xFFFF);
        if (end > bytes.length || checksum != checksum(bytes, end)) {
            return new Corrupt();
        }
        try {
            return new Ours(read(body.limit(end)));
        } catch (BufferUnderflowException | IllegalArgumentException e) {
            return new Corrupt();
        }
    }

    private static CommitMetadata read(ByteBuffer body) {
        byte[] cluster = new byte[atMost(body.getShort(), body.remaining())];
        body.get(cluster);
        Uuid topic = new Uuid(body.getLong(), body.getLong());
        int partition = body.getInt();
        long offset = body.getLong();
        int partitionsAtStart = body.getInt();
        Guard guard = new Guard(body.get() != 0, body.get(), body.getLong(), body.get());
        byte[] note = new byte[atMost(body.get(), CommitMetadata.MAX_NOTE)];
        body.get(note);
        byte form = body.get();
        byte[] map = new byte[atMost(body.remaining(), OffsetRing.WINDOW / Byte.SIZE)];
        body.get(map);
        BitSet beyond = form == RUNS ? RunLengths.decode(map) : BitSet.valueOf(map);
        String clusterId = new String(cluster, StandardCharsets.UTF_8);
        return new CommitMetadata(
                new PartitionIdentity(clusterId, topic, partition),
                offset,
                partitionsAtStart,
                guard,
                beyond,
                ByteBuffer.wrap(note));
    }

    private static int atMost(int length, int most) {
        if (length < 0 || length > most) {
            throw new IllegalArgumentException("a length is out of range: " + length);
        }
        return length;
    }

    private static int checksum(byte[] bytes, int end) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, Integer.BYTES, end - Integer.BYTES);
        return (int) crc.getValue();
    }
}
