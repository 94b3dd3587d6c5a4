package dev.holdfast.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a parameter that takes (in a handler) or gives (in a publisher) a header.
 *
 * <p>The parameter is a {@code String} (UTF-8) or {@code byte[]}. In a handler, {@code Optional} of these or
 * {@code @Nullable} admits records without the header; otherwise such a record fails.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.PARAMETER)
public @interface Header {
    /**
     * The header's name.
     *
     * @return the name
     */
    String value();
}
