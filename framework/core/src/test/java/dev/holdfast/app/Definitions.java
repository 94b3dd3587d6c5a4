package dev.holdfast.app;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.InvalidDefinitionException;
import dev.holdfast.Outcome;
import dev.holdfast.Topic;
import dev.holdfast.codec.Codec;
import dev.holdfast.codec.CodecFactory;
import dev.holdfast.internal.definition.AppDefinition;
import dev.holdfast.internal.definition.HandlerDefinition;
import dev.holdfast.internal.definition.PlanEntry;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;

/** Small applications to define, and ways to look at what came of them. */
final class Definitions {
    static final Topic<String, String> ORDERS = Topic.of("orders", String.class, String.class);

    private Definitions() {}

    /** All that an application needs, but for handlers. */
    static HoldfastBuilder shop() {
        return Holdfast.builder()
                .applicationId("shop")
                .bootstrapServers("localhost:9092")
                .codecs(strings());
    }

    /** An application without problems: one handler with the id {@code shop/orders}. */
    static HoldfastBuilder shopWithOrders() {
        return shop().handle(ORDERS, h -> h.run((order, delivery) -> Outcome.done()));
    }

    static List<String> problems(HoldfastBuilder builder) {
        InvalidDefinitionException invalid =
                catchThrowableOfType(InvalidDefinitionException.class, builder::definition);
        return invalid == null ? List.of() : invalid.problems();
    }

    static HandlerDefinition onlyHandler(AppDefinition app) {
        return handlers(app).get(0);
    }

    static List<HandlerDefinition> handlers(AppDefinition app) {
        return app.groups().stream().flatMap(group -> group.handlers().stream()).toList();
    }

    /** {@code value (origin)}. */
    static String planned(AppDefinition app, String subject, String name) {
        return app.plan().stream()
                .filter(entry -> entry.subject().equals(subject) && entry.name().equals(name))
                .map(Definitions::text)
                .findFirst()
                .orElse("not planned");
    }

    private static String text(PlanEntry entry) {
        return entry.value() + " (" + entry.origin() + ")";
    }

    static CodecFactory strings() {
        return (type, part) -> type == String.class ? Optional.of(new Utf8()) : Optional.empty();
    }

    private static final class Utf8 implements Codec<String> {
        @Override
        public byte[] encode(String topic, Headers headers, String value) {
            return value.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String decode(String topic, Headers headers, byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
