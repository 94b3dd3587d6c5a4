package dev.holdfast.connect.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Which scenarios of a contract a class of tests runs in every build; {@code -Pconnectors} and {@code -Plong} run all of them.
 * The classes of a connector share the scenarios among them, so that a build runs each of them once for each connector.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(Selection.class)
public @interface InEveryBuild {
    /**
     * The names of methods of the contract.
     *
     * @return none leaves the class to the profiles
     */
    String[] value();
}
