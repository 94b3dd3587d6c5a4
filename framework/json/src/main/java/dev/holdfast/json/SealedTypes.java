package dev.holdfast.json;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.AnnotationIntrospector;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.SerializationConfig;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Gives sealed types, and what they permit, a property with the simple name of the class. Asked after Jackson's own
 * annotations, so those take precedence.
 */
final class SealedTypes extends AnnotationIntrospector {
    private static final long serialVersionUID = 1L;
    private static final String PROPERTY = "type";

    @Override
    public Version version() {
        return Version.unknownVersion();
    }

    @Override
    public @Nullable TypeResolverBuilder<?> findTypeResolver(
            MapperConfig<?> config, AnnotatedClass type, JavaType base) {
        Optional<Class<?>> root = SealedHierarchy.rootOf(type.getRawType());
        if (root.isEmpty()) {
            return null;
        }
        SealedHierarchy.leavesOf(root.get()).values().forEach(leaf -> refuseOwnProperty(config, leaf));
        // Where the class is known anyway, documents of other writers need no type.
        JsonTypeInfo.Value byName = JsonTypeInfo.Value.construct(
                JsonTypeInfo.Id.NAME, JsonTypeInfo.As.PROPERTY, PROPERTY, null, false, false);
        return new StdTypeResolverBuilder(byName).init(byName, null);
    }

    private static void refuseOwnProperty(MapperConfig<?> config, Class<?> leaf) {
        JavaType type = config.constructType(leaf);
        BeanDescription bean = config instanceof SerializationConfig writing
                ? writing.introspect(type)
                : ((DeserializationConfig) config).introspect(type);
        if (bean.findProperties().stream()
                .anyMatch(property -> property.getName().equals(PROPERTY))) {
            throw new IllegalArgumentException(
                    leaf.getName() + " has a property '" + PROPERTY + "', which JSON needs for"
                            + " its class: choose another with @JsonTypeInfo(use = NAME, property = …) on the sealed type");
        }
    }

    @Override
    public @Nullable List<NamedType> findSubtypes(Annotated type) {
        if (!SealedHierarchy.isSealed(type.getRawType()) || type.hasAnnotation(JsonSubTypes.class)) {
            return null;
        }
        return SealedHierarchy.leavesOf(type.getRawType()).values().stream()
                .map(NamedType::new)
                .toList();
    }

    @Override
    public @Nullable String findTypeName(AnnotatedClass type) {
        return SealedHierarchy.rootOf(type.getRawType()).isPresent()
                ? type.getRawType().getSimpleName()
                : null;
    }
}
