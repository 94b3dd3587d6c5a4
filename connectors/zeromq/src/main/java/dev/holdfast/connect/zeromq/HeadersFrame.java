package dev.holdfast.connect.zeromq;

import java.io.ByteArrayOutputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Header;

/**
 * Headers as one frame, in the encoding that ZMTP (RFC 23) has for its own metadata: for each a byte with the length of the
 * name, the name, four bytes with the length of the value, most significant first, the value.
 */
final class HeadersFrame {
    private static final int BYTE = 0xFF;
    private static final int LONGEST_NAME = 255;

    private HeadersFrame() {}

    static ConnectHeaders read(byte[] frame) throws MalformedMessageException {
        ConnectHeaders headers = new ConnectHeaders();
        ByteBuffer left = ByteBuffer.wrap(frame);
        try {
            while (left.hasRemaining()) {
                String name = Frames.text("a header's name", next(left, left.get() & BYTE));
                headers.addString(name, Frames.text("a header", next(left, left.getInt())));
            }
        } catch (BufferUnderflowException e) {
            throw new MalformedMessageException("the headers end before they should");
        }
        return headers;
    }

    static byte[] write(Iterable<Header> headers) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        for (Header header : headers) {
            byte[] name = Frames.bytes(header.key());
            byte[] value = Frames.bytes(String.valueOf(header.value()));
            if (name.length > LONGEST_NAME) {
                throw new DataException("A header's name has " + name.length + " bytes, more than " + LONGEST_NAME);
            }
            frame.write(name.length);
            frame.writeBytes(name);
            frame.writeBytes(
                    ByteBuffer.allocate(Integer.BYTES).putInt(value.length).array());
            frame.writeBytes(value);
        }
        return frame.toByteArray();
    }

    private static ByteBuffer next(ByteBuffer from, int length) {
        if (length < 0 || length > from.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer part = from.slice(from.position(), length);
        from.position(from.position() + length);
        return part;
    }
}
