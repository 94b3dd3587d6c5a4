package dev.holdfast.internal.invoke;

import dev.holdfast.Delivery;
import dev.holdfast.Emitter;
import dev.holdfast.Message;
import dev.holdfast.annotation.Header;
import dev.holdfast.annotation.Key;
import dev.holdfast.codec.CodecFactory.Part;
import dev.holdfast.internal.problem.Problems;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Finds for each parameter of a method what resolves it. Used once, by the thread that builds the application. */
final class ParameterReader {
    private final InvokeContext context;
    private final Problems problems;
    private final CodecLookup codecs;
    private final Set<Role> taken = EnumSet.noneOf(Role.class);

    ParameterReader(InvokeContext context, Problems problems) {
        this.context = context;
        this.problems = problems;
        this.codecs = new CodecLookup(context, problems);
    }

    /** One for each parameter without a problem. */
    List<ArgumentResolver> read(Method method) {
        List<ArgumentResolver> resolvers = new ArrayList<>();
        Parameter[] parameters = method.getParameters();
        for (int i = 0; i < parameters.length; i++) {
            read(parameters[i], place(parameters[i], i)).ifPresent(resolvers::add);
        }
        return resolvers;
    }

    boolean takesEmitter() {
        return taken.contains(Role.EMITTER);
    }

    private String place(Parameter parameter, int index) {
        String name = parameter.isNamePresent() ? " '" + parameter.getName() + "'" : "";
        return context.place() + " (parameter " + (index + 1) + name + ")";
    }

    private Optional<ArgumentResolver> read(Parameter parameter, String place) {
        Role role = Role.of(parameter);
        if (parameter.isAnnotationPresent(Key.class) && parameter.isAnnotationPresent(Header.class)) {
            problems.add("the parameter is both @Key and @Header", place);
            return Optional.empty();
        }
        if (!taken.add(role) && role != Role.HEADER) {
            problems.add(role.twice, place);
            return Optional.empty();
        }
        Type type = parameter.getParameterizedType();
        return switch (role) {
            case KEY -> part(parameter, Part.KEY, place);
            case HEADER -> header(parameter, place);
            case DELIVERY -> Optional.of(Call::delivery);
            case EMITTER -> emitter(place);
            case VALUE ->
                Shapes.raw(type) == Message.class
                        ? message(type, place)
                        : Shapes.raw(type) == ConsumerRecord.class
                                ? record(type, place)
                                : part(parameter, Part.VALUE, place);
        };
    }

    private Optional<ArgumentResolver> part(Parameter parameter, Part part, String place) {
        Type type = parameter.getParameterizedType();
        if (Shapes.raw(type) != Optional.class) {
            Absence absence = isNullable(parameter) ? Absence.NULL : Absence.FAILS;
            return codecs.decoder(Shapes.boxed(type), part, place).map(decoder -> new PartResolver(decoder, absence));
        }
        List<Type> arguments = Shapes.arguments(type);
        if (arguments.isEmpty() || Shapes.isWildcard(arguments.get(0))) {
            problems.add("Optional needs a type to decode to, such as Optional<String>", place);
            return Optional.empty();
        }
        return codecs.decoder(arguments.get(0), part, place)
                .map(decoder -> new PartResolver(decoder, Absence.OPTIONAL));
    }

    private Optional<ArgumentResolver> header(Parameter parameter, String place) {
        Type type = parameter.getParameterizedType();
        List<Type> arguments = Shapes.arguments(type);
        boolean optional = Shapes.raw(type) == Optional.class && !arguments.isEmpty();
        Type wanted = optional ? arguments.get(0) : type;
        if (wanted != String.class && wanted != byte[].class) {
            problems.add(
                    "a header can't be a " + type.getTypeName() + ": it is a String or byte[], or an Optional of these",
                    place);
            return Optional.empty();
        }
        Absence absence = optional ? Absence.OPTIONAL : isNullable(parameter) ? Absence.NULL : Absence.FAILS;
        String name = parameter.getAnnotation(Header.class).value();
        return Optional.of(new HeaderResolver(name, wanted == String.class, absence));
    }

    private Optional<ArgumentResolver> message(Type type, String place) {
        List<Type> arguments = Shapes.arguments(type);
        if (arguments.isEmpty() || arguments.stream().anyMatch(Shapes::isWildcard)) {
            problems.add(
                    "Message needs the types to decode to, such as Message<String, String>, not " + type.getTypeName(),
                    place);
            return Optional.empty();
        }
        Optional<PartDecoder> key = codecs.decoder(arguments.get(0), Part.KEY, place);
        Optional<PartDecoder> value = codecs.decoder(arguments.get(1), Part.VALUE, place);
        return key.isEmpty() || value.isEmpty()
                ? Optional.empty()
                : Optional.of(new MessageResolver(key.get(), value.get()));
    }

    private Optional<ArgumentResolver> record(Type type, String place) {
        if (!Shapes.arguments(type).equals(List.of(byte[].class, byte[].class))) {
            problems.add(
                    "a ConsumerRecord has the bytes as they were read: take ConsumerRecord<byte[], byte[]>, or a Message",
                    place);
            return Optional.empty();
        }
        return Optional.of(Call::record);
    }

    private Optional<ArgumentResolver> emitter(String place) {
        if (context.emits().isEmpty()) {
            problems.add("takes an Emitter but declares no topic to emit to: add @Emits", place);
            return Optional.empty();
        }
        return Optional.of(Call::emitter);
    }

    private static boolean isNullable(Parameter parameter) {
        return Stream.of(
                        parameter.getAnnotations(), parameter.getAnnotatedType().getAnnotations())
                .flatMap(Stream::of)
                .map(Annotation::annotationType)
                .anyMatch(annotation -> annotation.getSimpleName().equals("Nullable"));
    }

    private enum Role {
        VALUE("takes the value twice: a record has one, which a single parameter takes as a value, as a Message or as a"
                + " ConsumerRecord; the others need @Key or @Header"),
        KEY("takes the key twice: only one parameter can have @Key"),
        HEADER(""),
        DELIVERY("takes the Delivery twice"),
        EMITTER("takes the Emitter twice");

        private final String twice;

        Role(String twice) {
            this.twice = twice;
        }

        static Role of(Parameter parameter) {
            if (parameter.isAnnotationPresent(Key.class)) {
                return KEY;
            }
            if (parameter.isAnnotationPresent(Header.class)) {
                return HEADER;
            }
            return parameter.getType() == Delivery.class
                    ? DELIVERY
                    : parameter.getType() == Emitter.class ? EMITTER : VALUE;
        }
    }
}
