package dev.holdfast.app;

import dev.holdfast.Guarantee;
import dev.holdfast.StartPosition;
import dev.holdfast.internal.definition.GroupDraft;
import dev.holdfast.internal.definition.HandlerDraft;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What the handlers of one consumer group share. Used by one thread while {@link HoldfastBuilder#group} runs. */
public final class GroupSpec {
    private final String name;
    private @Nullable Integer consumers;
    private @Nullable StartPosition startFrom;
    private @Nullable Guarantee guarantee;

    GroupSpec(String name) {
        this.name = name;
    }

    /**
     * Sets how many Kafka consumers this instance of the application runs for the group. Default: 1.
     *
     * @param consumers at least 1
     * @return this
     */
    public GroupSpec consumers(int consumers) {
        this.consumers = consumers;
        return this;
    }

    /**
     * Sets where the group begins in a partition for which it has never committed an offset. Default: at the first
     * record.
     *
     * @param startFrom the position
     * @return this
     */
    public GroupSpec startFrom(StartPosition startFrom) {
        this.startFrom = Objects.requireNonNull(startFrom, "startFrom");
        return this;
    }

    /**
     * Sets what the group promises about what its handlers write, whatever they say themselves. Default:
     * {@link Guarantee#EXACTLY_ONCE}.
     *
     * @param guarantee the guarantee
     * @return this
     */
    public GroupSpec guarantee(Guarantee guarantee) {
        this.guarantee = Objects.requireNonNull(guarantee, "guarantee");
        return this;
    }

    GroupDraft draft() {
        return new GroupDraft(
                name, HandlerDraft.BUILDER, "group " + name + " (builder)", consumers, startFrom, guarantee);
    }
}
