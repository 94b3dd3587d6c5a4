package dev.holdfast.connect.nats;

import dev.holdfast.connect.AckingSourceTask;
import dev.holdfast.connect.SourceSettings;
import dev.holdfast.connect.UpstreamSession;
import io.nats.client.Message;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads from NATS in one of its modes. */
public final class NatsSourceTask extends AckingSourceTask<Message> {
    /** As many as can be on their way, as many as the client has fetched ahead, and both once more for those settled lately. */
    private static final int SEEN_FOR_EACH_IN_FLIGHT = 4;

    private @Nullable NatsSourceConfig config;
    private SequenceSession.@Nullable Position position;
    private @Nullable Seen seen;

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
            case DURABLE -> {
                if (seen == null) {
                    seen = new Seen(SEEN_FOR_EACH_IN_FLIGHT * config.maxInFlight());
                }
                yield DurableSession.open(config, seen);
            }
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
