package dev.holdfast.internal.offset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.internal.offset.MetadataFormat.Corrupt;
import dev.holdfast.internal.offset.MetadataFormat.Foreign;
import dev.holdfast.internal.offset.MetadataFormat.Ours;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Random;
import java.util.zip.CRC32C;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.kafka.common.Uuid;

class MetadataFormatPropertyTest {
    private static final int MOST_CHARACTERS = 4_096;

    @Property(tries = 500)
    void whatIsWrittenIsReadAgain(@ForAll long seed, @ForAll @IntRange(max = 2) int shape) {
        CommitMetadata metadata = metadata(new Random(seed), shape);
        String text = MetadataFormat.write(metadata);
        assertThat(text).hasSizeLessThanOrEqualTo(MOST_CHARACTERS);
        assertThat(MetadataFormat.read(text)).isEqualTo(new Ours(metadata));
    }

    @Example
    void theWorstFullWindowFits() {
        BitSet everySecond = new BitSet();
        for (int bit = 1; bit < OffsetRing.WINDOW; bit += 2) {
            everySecond.set(bit);
        }
        CommitMetadata metadata = new CommitMetadata(
                new PartitionIdentity("abcdefghijklmnopqrstuv", Uuid.randomUuid(), Integer.MAX_VALUE),
                Long.MAX_VALUE,
                Integer.MAX_VALUE,
                new Guard(true, Byte.MAX_VALUE, Long.MAX_VALUE, Byte.MAX_VALUE),
                everySecond,
                ByteBuffer.wrap(new byte[CommitMetadata.MAX_NOTE]));
        String text = MetadataFormat.write(metadata);
        assertThat(text).hasSizeLessThanOrEqualTo(MOST_CHARACTERS);
        assertThat(MetadataFormat.read(text)).isEqualTo(new Ours(metadata));
    }

    @Property(tries = 20)
    void noSingleWrongCharacterGivesAnotherMap(@ForAll long seed, @ForAll @IntRange(max = 2) int shape) {
        Random random = new Random(seed);
        CommitMetadata metadata = metadata(random, shape);
        String text = MetadataFormat.write(metadata);
        for (int i = 0; i < text.length(); i++) {
            char wrong = (char)
                    (random.nextBoolean() ? text.charAt(i) ^ (1 << random.nextInt(15)) : random.nextInt(1 << 16));
            MetadataFormat.Found found = MetadataFormat.read(text.substring(0, i) + wrong + text.substring(i + 1));
            if (found instanceof Ours ours) {
                // The bits that fill the last character up are nobody's.
                assertThat(ours.metadata()).isEqualTo(metadata);
            }
        }
    }

    @Property(tries = 200)
    void whatIsCutOffIsDamaged(@ForAll long seed) {
        Random random = new Random(seed);
        String text = MetadataFormat.write(metadata(random, random.nextInt(3)));
        int end = 4 + random.nextInt(text.length() - 4);
        assertThat(MetadataFormat.read(text.substring(0, end))).isEqualTo(new Corrupt());
    }

    @Property
    void anyTextIsForeignOrDamaged(@ForAll String text) {
        assertThat(MetadataFormat.read("x" + text)).isEqualTo(new Foreign());
        assertThat(MetadataFormat.read("hf1:" + text)).isEqualTo(new Corrupt());
    }

    @Property
    void noBytesWithAValidChecksumThrow(@ForAll byte[] bytes, @ForAll short clusterLength) {
        ByteBuffer body = ByteBuffer.allocate(8 + bytes.length);
        body.position(4);
        body.putShort((short) (2 + bytes.length)).putShort(clusterLength).put(bytes);
        CRC32C crc = new CRC32C();
        crc.update(body.array(), 4, body.capacity() - 4);
        body.putInt(0, (int) crc.getValue());
        MetadataFormat.Found found = MetadataFormat.read("hf1:" + MetadataText.encode(body.array()));
        assertThat(found).isInstanceOfAny(Corrupt.class, Ours.class);
    }

    @Example
    void anotherToolsTextIsForeign() {
        assertThat(MetadataFormat.read("")).isEqualTo(new Foreign());
        assertThat(MetadataFormat.read("NO_METADATA")).isEqualTo(new Foreign());
    }

    private static CommitMetadata metadata(Random random, int shape) {
        BitSet beyond = new BitSet();
        if (shape == 1) {
            beyond.set(1 + random.nextInt(100), 200 + random.nextInt(OffsetRing.WINDOW - 200));
        } else if (shape == 2) {
            int density = 1 + random.nextInt(20);
            for (int bit = 1; bit < OffsetRing.WINDOW; bit += 1 + random.nextInt(density)) {
                beyond.set(bit);
            }
        }
        byte[] note = new byte[random.nextInt(CommitMetadata.MAX_NOTE + 1)];
        random.nextBytes(note);
        byte[] cluster = new byte[random.nextInt(23)];
        for (int i = 0; i < cluster.length; i++) {
            cluster[i] = (byte) ('a' + random.nextInt(26));
        }
        return new CommitMetadata(
                new PartitionIdentity(
                        new String(cluster, StandardCharsets.US_ASCII),
                        new Uuid(random.nextLong(), random.nextLong()),
                        random.nextInt(Integer.MAX_VALUE)),
                random.nextLong() & Long.MAX_VALUE,
                random.nextInt(Integer.MAX_VALUE),
                new Guard(random.nextBoolean(), random.nextInt(128), random.nextLong(), random.nextInt(128)),
                beyond,
                ByteBuffer.wrap(note));
    }
}
