package dev.holdfast.spi;

import java.lang.annotation.Annotation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Turns an annotation of a handler into the feature that the builder would have been given.
 *
 * @param <A> the annotation
 */
@FunctionalInterface
public interface FeatureReader<A extends Annotation> {
    /**
     * Reads an annotation. Called while the application is built.
     *
     * @param annotation the annotation as it stands on the method
     * @param problems takes what is wrong with its attributes, a sentence each; the place is added by the caller
     * @return the feature, or null if there were problems
     */
    @Nullable
    HandlerFeature read(A annotation, List<String> problems);
}
