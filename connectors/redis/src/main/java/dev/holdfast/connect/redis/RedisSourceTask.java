package dev.holdfast.connect.redis;

import dev.holdfast.connect.AckingSourceTask;
import dev.holdfast.connect.SourceSettings;
import dev.holdfast.connect.UpstreamSession;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads from Redis in one of its modes. */
public final class RedisSourceTask extends AckingSourceTask<Entry> {
    private final HandedOut handedOut = new HandedOut();
    private final Map<String, Position> positions = new LinkedHashMap<>();
    private @Nullable RedisSourceConfig config;
    private @Nullable Missed missed;

    /** For Connect. */
    public RedisSourceTask() {}

    @Override
    protected SourceSettings configure(Map<String, String> properties) {
        config = new RedisSourceConfig(properties);
        return SourceSettings.of(config);
    }

    /** Positions and what is pending are known over the loss of a connection, so nothing on its way is read again. */
    @Override
    protected boolean deliversAgain() {
        return false;
    }

    @Override
    protected UpstreamSession<Entry> open() throws Exception {
        if (config == null) {
            throw new IllegalStateException("The task was not started");
        }
        if (missed == null) {
            missed = new Missed(
                    counter("missed-total", "Entries that were trimmed or deleted before they were read"),
                    config.failsOnGap());
            readPositions(config);
        }
        return switch (config.mode()) {
            case EXACTLY_ONCE -> PositionSession.open(config, positions, missed);
            case CONSUMER_GROUP -> GroupSession.open(config, handedOut, missed);
            case PUBSUB -> PubSubSession.open(config);
        };
    }

    private void readPositions(RedisSourceConfig from) {
        if (from.mode() == SourceMode.EXACTLY_ONCE) {
            for (String stream : from.streams()) {
                Position position = Position.of(context.offsetStorageReader().offset(RedisRecords.partition(stream)));
                if (position != null) {
                    positions.put(stream, position);
                }
            }
        }
    }
}
