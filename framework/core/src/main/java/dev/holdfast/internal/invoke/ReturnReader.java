package dev.holdfast.internal.invoke;

import dev.holdfast.Message;
import dev.holdfast.Outcome;
import dev.holdfast.codec.CodecFactory.Part;
import dev.holdfast.internal.problem.Problems;
import dev.holdfast.spi.ReturnAdapter;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Finds what reads the results of a method. Used once, by the thread that builds the application. */
final class ReturnReader {
    private final InvokeContext context;
    private final Set<String> emits;
    private final Problems problems;
    private final CodecLookup codecs;

    ReturnReader(InvokeContext context, Problems problems) {
        this.context = context;
        this.emits = context.emits();
        this.problems = problems;
        this.codecs = new CodecLookup(context, problems);
    }

    /** Empty if there were problems. */
    Optional<ReturnPlan> read(Type type) {
        if (CompletionStage.class.isAssignableFrom(Shapes.raw(type))) {
            return stageResult(type)
                    .flatMap(this::result)
                    .map(result -> new ReturnPlan(CompletionStage.class::cast, result));
        }
        for (ReturnAdapter adapter : context.returnAdapters()) {
            Optional<Type> completesWith = adapter.resultType(type);
            if (completesWith.isPresent()) {
                return result(completesWith.get()).map(result -> new ReturnPlan(adapter::adapt, result));
            }
        }
        return result(type).map(result -> new ReturnPlan(null, result));
    }

    private Optional<Type> stageResult(Type stage) {
        List<Type> arguments = Shapes.arguments(stage);
        if (arguments.size() != 1 || Shapes.isWildcard(arguments.get(0))) {
            return problem("returns " + stage.getTypeName()
                    + ", which does not say what it completes with: return CompletionStage<Void>, for example");
        }
        return Optional.of(arguments.get(0));
    }

    private Optional<ResultReader> result(Type type) {
        Class<?> raw = Shapes.raw(type);
        if (raw == void.class || raw == Void.class) {
            return Optional.of((returned, call) -> call.succeeded());
        }
        if (Outcome.class.isAssignableFrom(raw)) {
            return Optional.of(new OutcomeResult(MessageEncoder.byClass(emits, context.codecs())));
        }
        if (CompletionStage.class.isAssignableFrom(raw)) {
            return problem("returns a stage that completes with another one: complete it with the result itself");
        }
        if (raw.isPrimitive() || raw == Optional.class) {
            return problem("returns " + type.getTypeName()
                    + ", which can't be emitted: return an object, or null to emit" + " nothing");
        }
        if (emits.isEmpty()) {
            return problem("returns " + type.getTypeName()
                    + " but declares no topic to emit to: add @Emits, or return nothing");
        }
        if (raw == Message.class) {
            return encoder(type).map(MessageResult::new);
        }
        return Collection.class.isAssignableFrom(raw) ? messages(type) : value(type);
    }

    private Optional<ResultReader> value(Type type) {
        if (emits.size() > 1) {
            return problem("returns a value but declares " + emits.size()
                    + " topics to emit to: return a Message and name its topic by to(…)");
        }
        return codecs.written(type, Part.VALUE, place())
                .map(codec -> new ValueResult(emits.iterator().next(), codec));
    }

    private Optional<ResultReader> messages(Type collection) {
        List<Type> arguments = Shapes.arguments(collection);
        if (arguments.size() != 1 || Shapes.raw(arguments.get(0)) != Message.class) {
            return problem("returns " + collection.getTypeName()
                    + ", but only a collection of messages can be emitted: return List<Message<K, V>>");
        }
        return encoder(arguments.get(0)).map(MessagesResult::new);
    }

    /** A raw message leaves its types open as wildcards do: each key and value is encoded by its class. */
    private Optional<MessageEncoder> encoder(Type message) {
        List<Type> arguments = Shapes.arguments(message);
        if (arguments.isEmpty()) {
            return Optional.of(MessageEncoder.byClass(emits, context.codecs()));
        }
        Optional<PartEncoder> keys = codecs.encoder(arguments.get(0), Part.KEY, place());
        Optional<PartEncoder> values = codecs.encoder(arguments.get(1), Part.VALUE, place());
        return keys.isEmpty() || values.isEmpty()
                ? Optional.empty()
                : Optional.of(new MessageEncoder(emits, keys.get(), values.get()));
    }

    private <T> Optional<T> problem(String message) {
        problems.add(message, place());
        return Optional.empty();
    }

    private String place() {
        return context.place() + " (return type)";
    }
}
