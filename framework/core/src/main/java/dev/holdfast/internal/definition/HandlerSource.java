package dev.holdfast.internal.definition;

import java.util.function.Supplier;

/** Where handlers come from, in the order in which the builder was given them. */
public sealed interface HandlerSource {
    /**
     * An object with annotated methods.
     *
     * @param target the object, or a proxy of it
     */
    record Instance(Object target) implements HandlerSource {}

    /**
     * A class with annotated methods whose instances somebody else manages.
     *
     * @param type the class or interface that carries the annotations
     * @param target gives the instance; asked once per call
     */
    record Managed(Class<?> type, Supplier<?> target) implements HandlerSource {}

    /**
     * A handler that was given as a function.
     *
     * @param draft what the builder says
     */
    record Built(HandlerDraft draft) implements HandlerSource {}
}
