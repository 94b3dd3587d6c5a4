package dev.holdfast.connect.zeromq;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;

/**
 * A message whose sender waits for an answer: {@code [route, empty?, id, body…]}. For the task thread.
 *
 * <p>It is the same message again only if its whole contents are: an id that a careless client uses twice must not make one
 * of two messages disappear.
 */
final class Request {
    /** In place of one where nobody waits. */
    static final Request UNANSWERED = new Request(List.of(), new byte[0], List.of());

    private static final int LONGEST_ID = 255;

    private final byte[] id;
    private final List<byte[]> body;
    private final ByteBuffer identity;
    private List<byte[]> envelope;

    private Request(List<byte[]> envelope, byte[] id, List<byte[]> body) {
        this.envelope = envelope;
        this.id = id;
        this.body = body;
        this.identity = digest(id, body);
    }

    /** Takes frames apart. REQ sockets put an empty frame before the id, and want it back. */
    static Request of(List<byte[]> frames) {
        int at = frames.size() > 1 && frames.get(1).length == 0 ? 2 : 1;
        return new Request(
                List.copyOf(frames.subList(0, at)),
                at < frames.size() ? frames.get(at) : new byte[0],
                List.copyOf(frames.subList(Math.min(at + 1, frames.size()), frames.size())));
    }

    Body body() throws MalformedMessageException {
        if (id.length == 0 || id.length > LONGEST_ID) {
            throw new MalformedMessageException("the id has " + id.length + " bytes, not 1 to " + LONGEST_ID);
        }
        Body parsed = Body.of(body);
        parsed.headers().addString("zeromq.id", Frames.text("the id", ByteBuffer.wrap(id)));
        return parsed;
    }

    /** The answer goes to where the message came from last: the client may have connected again. */
    void cameAgain(Request again) {
        envelope = again.envelope;
    }

    List<byte[]> ok() {
        return answer(List.of(Frames.bytes("OK")));
    }

    List<byte[]> refused(String reason) {
        return answer(List.of(Frames.bytes("REFUSED"), Frames.bytes(reason)));
    }

    private List<byte[]> answer(List<byte[]> verdict) {
        List<byte[]> frames = new ArrayList<>(envelope);
        frames.add(id);
        frames.addAll(verdict);
        return frames;
    }

    /** What tells it from all others: a digest of id and contents. */
    ByteBuffer identity() {
        return identity;
    }

    private static ByteBuffer digest(byte[] id, List<byte[]> body) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            update(digest, id);
            body.forEach(frame -> update(digest, frame));
            return ByteBuffer.wrap(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }

    private static void update(MessageDigest digest, byte[] frame) {
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(frame.length).flip());
        digest.update(frame);
    }
}
