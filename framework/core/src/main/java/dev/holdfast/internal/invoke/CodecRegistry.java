package dev.holdfast.internal.invoke;

import dev.holdfast.codec.Codec;
import dev.holdfast.codec.CodecFactory;
import dev.holdfast.codec.CodecFactory.Part;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Asks the codec factories in their order and remembers their answers. Thread-safe. */
public final class CodecRegistry {
    private final List<CodecFactory> factories;
    private final Map<Query, Optional<Codec<?>>> found = new ConcurrentHashMap<>();

    /**
     * Creates a registry.
     *
     * @param factories whom to ask, in this order
     */
    public CodecRegistry(List<CodecFactory> factories) {
        this.factories = List.copyOf(factories);
    }

    /**
     * Finds the codec of a type.
     *
     * @param type the type
     * @param part key or value
     * @return the first answer; empty if no factory knows the type
     */
    public Optional<Codec<?>> codec(Type type, Part part) {
        return found.computeIfAbsent(new Query(type, part), this::ask);
    }

    private Optional<Codec<?>> ask(Query query) {
        for (CodecFactory factory : factories) {
            Optional<Codec<?>> codec = factory.codec(query.type(), query.part());
            if (codec.isPresent()) {
                return codec;
            }
        }
        return Optional.empty();
    }

    private record Query(Type type, Part part) {}
}
