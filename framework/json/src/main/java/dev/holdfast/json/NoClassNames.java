package dev.holdfast.json;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import org.jspecify.annotations.Nullable;

/** Answers nothing, but refuses types whose class would be named by a record. Asked before all other introspectors. */
final class NoClassNames extends AnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    @Override
    public Version version() {
        return Version.unknownVersion();
    }

    @Override
    public @Nullable TypeResolverBuilder<?> findTypeResolver(
            MapperConfig<?> config, AnnotatedClass type, JavaType base) {
        return refuseClassNames(type, base);
    }

    @Override
    public @Nullable TypeResolverBuilder<?> findPropertyTypeResolver(
            MapperConfig<?> config, AnnotatedMember member, JavaType base) {
        return refuseClassNames(member, base);
    }

    @Override
    public @Nullable TypeResolverBuilder<?> findPropertyContentTypeResolver(
            MapperConfig<?> config, AnnotatedMember member, JavaType container) {
        return refuseClassNames(member, container);
    }

    private static @Nullable TypeResolverBuilder<?> refuseClassNames(Annotated annotated, JavaType type) {
        JsonTypeInfo info = annotated.getAnnotation(JsonTypeInfo.class);
        if (info != null && (info.use() == JsonTypeInfo.Id.CLASS || info.use() == JsonTypeInfo.Id.MINIMAL_CLASS)) {
            throw new IllegalArgumentException("@JsonTypeInfo(use = " + info.use() + ") of " + type.toCanonical()
                    + " takes class names from records: use NAME with @JsonSubTypes, or a sealed type");
        }
        return null;
    }
}
