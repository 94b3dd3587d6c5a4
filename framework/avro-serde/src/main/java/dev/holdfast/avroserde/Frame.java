package dev.holdfast.avroserde;

/** What stands in front of each value: a zero byte and the schema's id in four bytes, the highest first. */
final class Frame {
    static final int LENGTH = 5;
    private static final byte MAGIC = 0;

    private Frame() {}

    static void write(int id, byte[] into) {
        into[0] = MAGIC;
        into[1] = (byte) (id >>> 24);
        into[2] = (byte) (id >>> 16);
        into[3] = (byte) (id >>> 8);
        into[4] = (byte) id;
    }

    static int id(byte[] bytes) {
        if (bytes.length < LENGTH) {
            throw new AvroDataException(bytes.length + " bytes are too few for a schema's id");
        }
        if (bytes[0] != MAGIC) {
            throw new AvroDataException("the first byte is " + bytes[0] + ", not 0, so no schema's id follows");
        }
        return (bytes[1] & 0xff) << 24 | (bytes[2] & 0xff) << 16 | (bytes[3] & 0xff) << 8 | (bytes[4] & 0xff);
    }
}
