package dev.holdfast.connect.zeromq;

import dev.holdfast.connect.AckingSourceTask;
import dev.holdfast.connect.SourceSettings;
import dev.holdfast.connect.UpstreamSession;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes messages from one socket. */
public final class ZmqSourceTask extends AckingSourceTask<Request> {
    /** As many as can be on their way, and thrice as many that were lately. */
    private static final int SEEN_FOR_EACH_IN_FLIGHT = 4;

    private final Sequences sequences = new Sequences();
    private @Nullable ZmqSourceConfig config;
    private @Nullable Losses losses;
    private @Nullable Seen seen;

    /** For Connect. */
    public ZmqSourceTask() {}

    @Override
    protected SourceSettings configure(Map<String, String> properties) {
        config = new ZmqSourceConfig(properties);
        return SourceSettings.of(config);
    }

    /** Clients send again in their own time; the next session answers what this one took. */
    @Override
    protected boolean deliversAgain() {
        return false;
    }

    @Override
    protected UpstreamSession<Request> open() {
        if (config == null) {
            throw new IllegalStateException("The task was not started");
        }
        if (losses == null) {
            losses = new Losses(
                    counter("missing-total", "Messages that numbers show to be missing"),
                    counter("malformed-total", "Messages that could not be understood"));
        }
        if (config.socket() != SourceSocket.ROUTER) {
            return LossySession.open(config, sequences, losses);
        }
        if (seen == null) {
            seen = new Seen(SEEN_FOR_EACH_IN_FLIGHT * config.maxInFlight());
        }
        return AnsweringSession.open(config, seen, losses);
    }
}
