package dev.holdfast.json;

import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.codec.Codec;
import dev.holdfast.codec.CodecFactory;
import dev.holdfast.codec.Codecs;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.Optional;

/**
 * Codecs that read and write JSON: records, beans, collections and maps with their type arguments, enums,
 * {@code java.time} as ISO-8601 text, {@code Optional}, {@code BigDecimal} without loss, sealed types.
 *
 * <p>Sealed types: {@code sealed interface Payment permits Card, Cash} is written with a property {@code "type"} that
 * holds the simple name of the permitted class, {@code {"type":"Card",…}}, and read by it. Jackson's own
 * {@code @JsonTypeInfo(use = NAME)}, {@code @JsonSubTypes} and {@code @JsonTypeName} take precedence. A class is never
 * looked up by a name that a record brings: {@code @JsonTypeInfo(use = CLASS)} and {@code MINIMAL_CLASS} are refused when
 * the application is built, and so is a mapper with default typing.
 *
 * <p>Strict about syntax, whatever the mapper: text after the document, a property that is there twice, a document that is
 * {@code null} (a tombstone has no bytes) and anything beyond the {@linkplain JsonLimits limits} is undecodable. Unknown
 * properties are ignored unless {@link Builder#failOnUnknownFields} is called, so that a producer may add one. Looking for
 * properties that are there twice takes about a microsecond a record; without it, one of two values is dropped silently.
 * With the defaults (not with a mapper of the user's), 1.9 is no {@code int}, "1" no number and 1 no enum constant.
 *
 * <p>Failures are {@link dev.holdfast.CodecException}s that say where in the document (line and column) and of which
 * type, never what was there; they have no cause, since Jackson's own messages show values.
 *
 * <p>Answers "not mine" for the types of {@link Codecs#kafkaTypes()}, for {@code Object} and for types with free type
 * variables or wildcards at the top. Immutable and thread-safe.
 */
public final class JsonCodecs implements CodecFactory {
    private final JsonMapping mapping;

    private JsonCodecs(JsonMapping mapping) {
        this.mapping = mapping;
    }

    /**
     * JSON with the defaults that are described above and in {@link JsonLimits#defaults()}.
     *
     * @return the factory
     */
    public static JsonCodecs defaults() {
        return builder().build();
    }

    /**
     * JSON as a mapper of the user's reads and writes it: its modules, mix-ins, naming strategy and features.
     *
     * <p>The mapper is copied; later changes to it have no effect. The rules on syntax, class names and messages hold all
     * the same. Limits ({@code StreamReadConstraints}), unknown properties and subtypes are as the mapper has them: sealed
     * types need {@code @JsonTypeInfo}, so that what others read and write with this mapper fits.
     *
     * @param mapper the mapper
     * @return the factory
     * @throws IllegalArgumentException if the mapper has default typing, which takes class names from records
     */
    public static JsonCodecs of(ObjectMapper mapper) {
        return new JsonCodecs(JsonMapping.of(mapper));
    }

    /**
     * Begins with the defaults.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the type, or one that it holds, takes class names from records, or if Jackson
     *     can't read or write it; the message names the type
     */
    @Override
    public Optional<Codec<?>> codec(Type type, Part part) {
        if (type == Object.class
                || type instanceof TypeVariable
                || type instanceof WildcardType
                || Codecs.kafkaTypes().codec(type, part).isPresent()) {
            return Optional.empty();
        }
        JavaType javaType = mapping.type(type);
        return javaType.isJavaLangObject() ? Optional.empty() : Optional.of(mapping.codec(javaType));
    }

    /** Settings of JSON codecs. Not thread-safe; what it builds is. */
    public static final class Builder {
        private JsonLimits limits = JsonLimits.defaults();
        private boolean failOnUnknownFields;

        private Builder() {}

        /**
         * Sets the limits on what is read. Default: {@link JsonLimits#defaults()}.
         *
         * @param limits the limits
         * @return this
         */
        public Builder limits(JsonLimits limits) {
            this.limits = limits;
            return this;
        }

        /**
         * Makes a property that the Java type does not have undecodable. Default: it is ignored.
         *
         * @return this
         */
        public Builder failOnUnknownFields() {
            this.failOnUnknownFields = true;
            return this;
        }

        /**
         * Builds the factory.
         *
         * @return a new factory
         */
        public JsonCodecs build() {
            return new JsonCodecs(JsonMapping.standard(limits, failOnUnknownFields));
        }
    }
}
