package dev.holdfast.internal.invoke;

import dev.holdfast.codec.Codec;
import dev.holdfast.codec.CodecFactory;
import dev.holdfast.codec.CodecFactory.Part;
import dev.holdfast.internal.problem.Problems;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Asks the codec factories in their order and remembers their answers, and what handlers use codecs for. Thread-safe. */
public final class CodecRegistry {
    private final List<CodecFactory> factories;
    private final Map<Query, Optional<Codec<?>>> found = new ConcurrentHashMap<>();
    private final List<CodecUse> uses = new CopyOnWriteArrayList<>();

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

    void used(CodecUse use) {
        uses.add(use);
    }

    /**
     * Lets each codec look at what handlers will use it for. May block.
     *
     * @throws dev.holdfast.InvalidDefinitionException with all problems, if there are any
     */
    public void check() {
        Problems problems = new Problems();
        uses.forEach(use -> use.check(problems));
        problems.throwIfAny();
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
