package dev.holdfast.connect.nats;

import dev.holdfast.connect.AckingSourceTask;
import dev.holdfast.connect.SourceSettings;
import dev.holdfast.connect.UpstreamSession;
import io.nats.client.Message;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads from NATS in one of its modes. */
public final class NatsSourceTask extends AckingSourceTask<Message> {
    private @Nullable NatsSourceConfig config;
    private SequenceSession.@Nullable Position position;

    /** For Connect. */
    public NatsSourceTask() {}

    @Override
    protected SourceSettings configure(Map<String, String> properties) {
        config = new NatsSourceConfig(properties);
        return SourceSettings.of(config);
    }

    @Override
    protected UpstreamSession<Message> open() throws Exception {
        if (config == null) {
            throw new IllegalStateException("The task was not started");
        }
        return switch (config.mode()) {
            case SEQUENCE -> {
                if (position == null) {
                    position = new SequenceSession.Position(first(config));
                }
                yield SequenceSession.open(config, position);
            }
            case DURABLE -> DurableSession.open(config);
            case CORE -> CoreSession.open(config);
        };
    }

    private long first(NatsSourceConfig from) {
        @Nullable Map<String, Object> offset = context.offsetStorageReader().offset(NatsRecords.partition(from));
        return offset != null && offset.get(NatsRecords.SEQUENCE) instanceof Number last
                ? last.longValue() + 1
                : from.startSequence();
    }
}
