package dev.holdfast.schemaregistry;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** An answer in memory, up to a limit: what is longer is no answer of a registry. */
final class LimitedBody implements BodySubscriber<byte[]> {
    private static final long MOST_BYTES = 16 * 1024 * 1024;

    private final BodySubscriber<byte[]> bytes = BodySubscribers.ofByteArray();
    private @Nullable Subscription subscription;
    private long read;

    @Override
    public CompletionStage<byte[]> getBody() {
        return bytes.getBody();
    }

    @Override
    public void onSubscribe(Subscription given) {
        subscription = given;
        bytes.onSubscribe(given);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            read += buffer.remaining();
        }
        if (read <= MOST_BYTES) {
            bytes.onNext(buffers);
        } else if (subscription != null) {
            subscription.cancel();
            bytes.onError(new IOException("the answer is longer than " + MOST_BYTES + " bytes"));
        }
    }

    @Override
    public void onError(Throwable failure) {
        bytes.onError(failure);
    }

    @Override
    public void onComplete() {
        bytes.onComplete();
    }
}
