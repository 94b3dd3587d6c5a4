package dev.holdfast.spi;

import java.lang.annotation.Annotation;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Put on an annotation, names what reads it: the annotation then adds a feature to the handler that it stands on. */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.ANNOTATION_TYPE)
public @interface ExtendsHandler {
    /**
     * The reader of the annotation; it needs a public constructor without parameters.
     *
     * @return its class
     */
    Class<? extends FeatureReader<? extends Annotation>> value();
}
