package dev.holdfast.internal.definition;

import dev.holdfast.internal.problem.Problems;
import dev.holdfast.spi.ExtendsHandler;
import dev.holdfast.spi.FeatureReader;
import dev.holdfast.spi.HandlerFeature;
import java.lang.annotation.Annotation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** Reads the annotations that add features to a handler, by the readers that they point to. */
final class FeatureAnnotations {
    private final Problems problems;

    FeatureAnnotations(Problems problems) {
        this.problems = problems;
    }

    List<HandlerFeature> read(Collection<Annotation> annotations, String place) {
        List<HandlerFeature> features = new ArrayList<>();
        for (Annotation annotation : annotations) {
            Class<? extends Annotation> type = annotation.annotationType();
            ExtendsHandler extension = type.getAnnotation(ExtendsHandler.class);
            if (extension != null) {
                read(annotation, extension.value(), place + " (@" + type.getSimpleName() + ")")
                        .ifPresent(features::add);
            }
        }
        return features;
    }

    private Optional<HandlerFeature> read(
            Annotation annotation, Class<? extends FeatureReader<?>> readerType, String place) {
        try {
            FeatureReader<?> reader = readerType.getConstructor().newInstance();
            List<String> found = new ArrayList<>();
            // By reflection, because no static type says that this reader is of this annotation.
            Method read = FeatureReader.class.getMethod("read", Annotation.class, List.class);
            Object feature = read.invoke(reader, annotation, found);
            found.forEach(problem -> problems.add(problem, place));
            return Optional.ofNullable((HandlerFeature) feature);
        } catch (InvocationTargetException e) {
            problems.add(readerType.getSimpleName() + " failed: " + e.getCause(), place);
        } catch (ReflectiveOperationException e) {
            problems.add(
                    readerType.getSimpleName() + " can't be used: it needs a public class and a public constructor"
                            + " without parameters (" + e + ")",
                    place);
        }
        return Optional.empty();
    }
}
