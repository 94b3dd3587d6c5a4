package dev.holdfast.app;

import dev.holdfast.internal.definition.AppDefinition;

/** An application that handles the records of Kafka topics. */
public final class Holdfast {
    private final AppDefinition definition;

    Holdfast(AppDefinition definition) {
        this.definition = definition;
    }

    /**
     * Begins to define an application.
     *
     * @return an empty builder
     */
    public static HoldfastBuilder builder() {
        return new HoldfastBuilder();
    }

    @Override
    public String toString() {
        return "Holdfast[" + definition.applicationId() + "]";
    }
}
