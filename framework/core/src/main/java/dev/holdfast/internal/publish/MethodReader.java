package dev.holdfast.internal.publish;

import dev.holdfast.annotation.Header;
import dev.holdfast.annotation.Key;
import dev.holdfast.codec.Codec;
import dev.holdfast.codec.Codec.Direction;
import dev.holdfast.codec.CodecFactory.Part;
import dev.holdfast.internal.invoke.CodecRegistry;
import dev.holdfast.internal.invoke.CodecUse;
import dev.holdfast.internal.invoke.RecordEncoder;
import dev.holdfast.internal.problem.Problems;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads one method with {@code @Publishes}. Used once. */
final class MethodReader {
    private final CodecRegistry codecs;
    private final Problems problems;
    private final Method method;
    private final String place;
    private final String topic;
    private final List<ParameterPlan> plans = new ArrayList<>();
    private @Nullable Parameter key;
    private @Nullable Parameter value;
    private @Nullable Codec<?> keyCodec;
    private @Nullable Codec<?> valueCodec;
    private boolean sound = true;

    MethodReader(CodecRegistry codecs, Problems problems, Method method, String place, String topic) {
        this.codecs = codecs;
        this.problems = problems;
        this.method = method;
        this.place = place;
        this.topic = topic;
    }

    Optional<MethodPlan> read() {
        if (topic.isBlank()) {
            problem("@Publishes names no topic.", place);
        }
        Parameter[] parameters = method.getParameters();
        for (int i = 0; i < parameters.length; i++) {
            read(parameters[i], place + " (parameter " + (i + 1) + " '" + parameters[i].getName() + "')");
        }
        if (value == null) {
            problem("No parameter is the record's value: one needs to be without annotation.", place);
        }
        Optional<Answer> answer = Answer.of(method.getGenericReturnType());
        if (answer.isEmpty()) {
            problem(
                    "The return type is " + method.getGenericReturnType().getTypeName()
                            + "; it may be CompletionStage<RecordMetadata>, CompletableFuture<RecordMetadata>,"
                            + " RecordMetadata or void.",
                    place);
        }
        if (!sound || valueCodec == null || answer.isEmpty()) {
            return Optional.empty();
        }
        // Without a parameter for it the key is always null, which no codec ever sees.
        RecordEncoder encoder = new RecordEncoder(topic, keyCodec == null ? valueCodec : keyCodec, valueCodec);
        return Optional.of(new MethodPlan(place, topic, plans, encoder, answer.get()));
    }

    private void read(Parameter parameter, String where) {
        Header header = parameter.getAnnotation(Header.class);
        boolean isKey = parameter.isAnnotationPresent(Key.class);
        if (header != null && isKey) {
            problem("A parameter is either @Key or @Header, not both.", where);
        } else if (header != null) {
            header(parameter, header.value(), where);
        } else if (isKey) {
            key(parameter, where);
        } else {
            value(parameter, where);
        }
    }

    private void header(Parameter parameter, String name, String where) {
        if (parameter.getType() != String.class && parameter.getType() != byte[].class) {
            problem(
                    "A header is a String or byte[], not "
                            + parameter.getParameterizedType().getTypeName() + ".",
                    where);
        }
        plans.add(new ParameterPlan.Header(name));
    }

    private void key(Parameter parameter, String where) {
        if (key != null) {
            problem("Only one parameter can be the key; '" + key.getName() + "' is already.", where);
            return;
        }
        key = parameter;
        keyCodec = codec(parameter, Part.KEY, where);
        plans.add(new ParameterPlan.Key());
    }

    private void value(Parameter parameter, String where) {
        if (value != null) {
            problem(
                    "Only one parameter can be the value, and '" + value.getName()
                            + "' is already: the others need @Key or @Header.",
                    where);
            return;
        }
        value = parameter;
        valueCodec = codec(parameter, Part.VALUE, where);
        plans.add(new ParameterPlan.Value());
    }

    private @Nullable Codec<?> codec(Parameter parameter, Part part, String where) {
        Type type = parameter.getParameterizedType();
        Type boxed = type instanceof Class<?> plain
                ? MethodType.methodType(plain).wrap().returnType()
                : type;
        Optional<Codec<?>> codec = codecs.codec(boxed, part);
        if (codec.isEmpty()) {
            problem(
                    "There is no codec for " + (part == Part.KEY ? "keys" : "values") + " of type "
                            + boxed.getTypeName() + ".",
                    where);
            return null;
        }
        if (!topic.isBlank()) {
            new CodecUse(codec.get(), topic, part, Direction.WRITE, where).check(problems);
        }
        return codec.get();
    }

    private void problem(String message, String where) {
        sound = false;
        problems.add(message, where);
    }
}
