package dev.holdfast.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.TSFBuilder;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.introspect.AnnotationIntrospectorPair;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.jsonFormatVisitors.JsonFormatVisitorWrapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A mapper of our own with the rules that hold for every mapper. */
final class JsonMapping {
    private final ObjectMapper mapper;
    private final int maxDocumentLength;

    private JsonMapping(ObjectMapper mapper, int maxDocumentLength) {
        this.mapper = mapper;
        this.maxDocumentLength = maxDocumentLength;
    }

    static JsonMapping standard(JsonLimits limits, boolean failOnUnknownFields) {
        JsonFactory factory = strictSyntax(JsonFactory.builder().streamReadConstraints(limits.constraints()));
        JsonMapper mapper = JsonMapper.builder(factory)
                .addModule(new JavaTimeModule())
                .addModule(new Jdk8Module())
                .configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, failOnUnknownFields)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
                .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                // These would change a value silently: 1.9 to 1, "" to 0, a number to whatever stands there in an enum.
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(EnumFeature.READ_ENUM_KEYS_USING_INDEX)
                .build();
        applyRules(mapper, new SealedTypes());
        return new JsonMapping(mapper, limits.maxDocumentLength());
    }

    static JsonMapping of(ObjectMapper theirs) {
        if (theirs.getDeserializationConfig().getDefaultTyper(theirs.constructType(Object.class)) != null) {
            throw new IllegalArgumentException("the ObjectMapper has default typing, which takes class names from"
                    + " records: name subtypes with @JsonTypeInfo(use = NAME) and @JsonSubTypes instead");
        }
        ObjectMapper mapper = theirs.copyWith(strictSyntax(theirs.getFactory().rebuild()));
        applyRules(mapper, AnnotationIntrospector.nopInstance());
        return new JsonMapping(mapper, Integer.MAX_VALUE);
    }

    private static JsonFactory strictSyntax(TSFBuilder<?, ?> builder) {
        // JSON is UTF-8 (RFC 8259); guessing other encodings would read noise as text.
        return builder.disable(JsonFactory.Feature.CHARSET_DETECTION)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .build();
    }

    private static void applyRules(ObjectMapper mapper, AnnotationIntrospector last) {
        mapper.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
        mapper.enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
        AnnotationIntrospector reading = mapper.getDeserializationConfig().getAnnotationIntrospector();
        AnnotationIntrospector writing = mapper.getSerializationConfig().getAnnotationIntrospector();
        mapper.setAnnotationIntrospectors(withRules(writing, last), withRules(reading, last));
    }

    private static AnnotationIntrospector withRules(AnnotationIntrospector theirs, AnnotationIntrospector last) {
        return AnnotationIntrospectorPair.pair(new NoClassNames(), AnnotationIntrospectorPair.pair(theirs, last));
    }

    JavaType type(Type type) {
        return mapper.constructType(type);
    }

    JsonCodec<?> codec(JavaType type) {
        try {
            ObjectReader reader = mapper.readerFor(type);
            // Jackson only reports a bad definition on first use; reading null is a use without contents.
            reader.readValue("null".getBytes(StandardCharsets.US_ASCII));
            mapper.acceptJsonFormatVisitor(type, new JsonFormatVisitorWrapper.Base());
            return new JsonCodec<>(type, reader, mapper.writerFor(type), maxDocumentLength);
        } catch (JsonProcessingException e) {
            throw refused(type, e.getOriginalMessage(), e);
        } catch (IOException | IllegalArgumentException e) {
            throw refused(type, e.getMessage(), e);
        }
    }

    private static IllegalArgumentException refused(JavaType type, @Nullable String reason, Exception cause) {
        return new IllegalArgumentException("no JSON codec for " + type.toCanonical() + ": " + reason, cause);
    }
}
