package dev.holdfast.internal.topic;

import dev.holdfast.Guarantee;
import dev.holdfast.HandlerThreads;
import dev.holdfast.Order;
import dev.holdfast.Provisioning;
import dev.holdfast.StartPosition;
import dev.holdfast.TopicSpec;
import dev.holdfast.internal.definition.AppDefinition;
import dev.holdfast.internal.definition.ClientProperties;
import dev.holdfast.internal.definition.GroupDefinition;
import dev.holdfast.internal.definition.HandlerDefinition;
import dev.holdfast.internal.invoke.CodecRegistry;
import dev.holdfast.spi.DerivedTopic;
import dev.holdfast.spi.HandlerInfo;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Builds definitions as far as the check of topics looks at them. */
final class TestApp {
    private final List<TopicSpec> topics = new ArrayList<>();
    private final List<HandlerDefinition> handlers = new ArrayList<>();
    private Guarantee guarantee = Guarantee.EXACTLY_ONCE;
    private Provisioning provisioning = Provisioning.CREATE;
    private boolean strict;

    TestApp strict() {
        this.strict = true;
        return this;
    }

    TestApp provisioning(Provisioning provisioning) {
        this.provisioning = provisioning;
        return this;
    }

    TestApp guarantee(Guarantee guarantee) {
        this.guarantee = guarantee;
        return this;
    }

    TestApp topic(TopicSpec spec) {
        topics.add(spec);
        return this;
    }

    TestApp handler(String topic, Set<String> emits, DerivedTopic... derived) {
        handlers.add(new HandlerDefinition(
                new HandlerInfo("billing/" + topic, "billing", List.of(topic), Order.KEY, 16),
                "BillingHandlers.on" + handlers.size(),
                null,
                emits,
                false,
                (record, later) -> null,
                List.of(),
                List.of(derived)));
        return this;
    }

    AppDefinition build() {
        return new AppDefinition(
                "billing",
                null,
                new ClientProperties(Map.of(), Map.of(), Map.of(), Map.of()),
                topics,
                provisioning,
                strict,
                HandlerThreads.POOL,
                handlers.isEmpty()
                        ? List.of()
                        : List.of(new GroupDefinition("billing", 1, StartPosition.EARLIEST, guarantee, handlers)),
                List.of(),
                new CodecRegistry(List.of()),
                List.of());
    }
}
