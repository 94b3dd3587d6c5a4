package dev.holdfast.connect.zeromq;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.zeromq.ZMQ;

/** Messages as their frames. */
final class Frames {
    private Frames() {}

    /** Takes a message; null if there is none, after the socket's time or, with {@code DONTWAIT}, at once. */
    static @Nullable List<byte[]> receive(ZMQ.Socket socket, int flags) {
        byte @Nullable [] frame = socket.recv(flags);
        if (frame == null) {
            return null;
        }
        List<byte[]> frames = new ArrayList<>();
        frames.add(frame);
        // All frames of a message come together.
        while (socket.hasReceiveMore()) {
            frames.add(socket.recv(0));
        }
        return frames;
    }

    /** Sends a message; false if there is no place for it, and then nothing of it is sent. */
    static boolean send(ZMQ.Socket socket, List<byte[]> frames, int flags) {
        int last = frames.size() - 1;
        for (int i = 0; i < last; i++) {
            if (!socket.send(frames.get(i), flags | ZMQ.SNDMORE)) {
                return false;
            }
        }
        return socket.send(frames.get(last), flags);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static String text(String what, ByteBuffer bytes) throws MalformedMessageException {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
        } catch (CharacterCodingException e) {
            throw new MalformedMessageException(what + " is not UTF-8");
        }
    }
}
