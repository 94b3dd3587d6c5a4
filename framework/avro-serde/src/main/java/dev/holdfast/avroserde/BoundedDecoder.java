package dev.holdfast.avroserde;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;

/**
 * Counts the items of arrays and maps. An item takes a byte at least, so a record has no more of them than bytes, except for
 * items of no length (nulls, empty records), of which {@link #MOST_EMPTY} are allowed: Avro's own limit for those is a
 * quarter of the heap for each record.
 *
 * <p>It does not tell how many bytes remain, on purpose: Avro 1.12.2 compares them with the size of items in the
 * <i>reader's</i> schema, and so refuses, for instance, ints that are read as doubles.
 */
final class BoundedDecoder extends Decoder {
    static final int MOST_EMPTY = 65_536;

    private final BinaryDecoder bytes;
    private long items;

    BoundedDecoder(BinaryDecoder bytes, int length) {
        this.bytes = bytes;
        this.items = (long) length + MOST_EMPTY;
    }

    private long counted(long count) {
        if (count < 0 || count > items) {
            throw new AvroRuntimeException("more items than fit");
        }
        items -= count;
        return count;
    }

    @Override
    public long readArrayStart() throws IOException {
        return counted(bytes.readArrayStart());
    }

    @Override
    public long arrayNext() throws IOException {
        return counted(bytes.arrayNext());
    }

    @Override
    public long skipArray() throws IOException {
        return counted(bytes.skipArray());
    }

    @Override
    public long readMapStart() throws IOException {
        return counted(bytes.readMapStart());
    }

    @Override
    public long mapNext() throws IOException {
        return counted(bytes.mapNext());
    }

    @Override
    public long skipMap() throws IOException {
        return counted(bytes.skipMap());
    }

    @Override
    public void readNull() throws IOException {
        bytes.readNull();
    }

    @Override
    public boolean readBoolean() throws IOException {
        return bytes.readBoolean();
    }

    @Override
    public int readInt() throws IOException {
        return bytes.readInt();
    }

    @Override
    public long readLong() throws IOException {
        return bytes.readLong();
    }

    @Override
    public float readFloat() throws IOException {
        return bytes.readFloat();
    }

    @Override
    public double readDouble() throws IOException {
        return bytes.readDouble();
    }

    @Override
    public Utf8 readString(Utf8 old) throws IOException {
        return bytes.readString(old);
    }

    @Override
    public String readString() throws IOException {
        return bytes.readString();
    }

    @Override
    public void skipString() throws IOException {
        bytes.skipString();
    }

    @Override
    public ByteBuffer readBytes(ByteBuffer old) throws IOException {
        return bytes.readBytes(old);
    }

    @Override
    public void skipBytes() throws IOException {
        bytes.skipBytes();
    }

    @Override
    public void readFixed(byte[] into, int start, int length) throws IOException {
        bytes.readFixed(into, start, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        bytes.skipFixed(length);
    }

    @Override
    public int readEnum() throws IOException {
        return bytes.readEnum();
    }

    @Override
    public int readIndex() throws IOException {
        return bytes.readIndex();
    }
}
