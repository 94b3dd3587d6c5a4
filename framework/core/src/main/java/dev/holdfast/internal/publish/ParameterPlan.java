package dev.holdfast.internal.publish;

/** What an argument of a publisher's method becomes. */
sealed interface ParameterPlan {
    /** The record's key. */
    record Key() implements ParameterPlan {}

    /** The record's value. */
    record Value() implements ParameterPlan {}

    /**
     * A header, text as UTF-8 or bytes as they are; null adds none.
     *
     * @param name its name
     */
    record Header(String name) implements ParameterPlan {}
}
