package dev.holdfast.internal.publish;

import dev.holdfast.HoldfastException;
import dev.holdfast.PublishException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;

/** What a publisher's method returns. */
enum Answer {
    LATER,
    METADATA,
    NOTHING;

    static Optional<Answer> of(Type type) {
        if (type == void.class) {
            return Optional.of(NOTHING);
        }
        if (type == RecordMetadata.class) {
            return Optional.of(METADATA);
        }
        boolean later = type instanceof ParameterizedType stage
                && (stage.getRawType() == CompletionStage.class || stage.getRawType() == CompletableFuture.class)
                && stage.getActualTypeArguments()[0] == RecordMetadata.class;
        return later ? Optional.of(LATER) : Optional.empty();
    }

    @Nullable
    Object from(CompletableFuture<RecordMetadata> result, String topic) {
        return switch (this) {
            case LATER -> result;
            case METADATA -> await(result, topic);
            case NOTHING -> {
                await(result, topic);
                yield null;
            }
        };
    }

    private static RecordMetadata await(CompletableFuture<RecordMetadata> result, String topic) {
        try {
            return result.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof HoldfastException known) {
                throw known;
            }
            throw new PublishException(topic, "A record could not be written to topic '" + topic + "'.", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PublishException(
                    topic, "Interrupted while waiting for topic '" + topic + "'; the record may be written still.", e);
        }
    }
}
