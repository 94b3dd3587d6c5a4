package dev.holdfast.spi;

import java.lang.reflect.Type;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Lets handlers return an asynchronous type of another library. Thread-safe. */
public interface ReturnAdapter {
    /**
     * Recognises a return type. Called while the application is built.
     *
     * @param returnType the method's generic return type
     * @return the type that the stage completes with; empty for "not mine"
     */
    Optional<Type> resultType(Type returnType);

    /**
     * Turns a returned value into a stage. Called on the handler's thread.
     *
     * @param returned what the handler returned, never null
     * @return completes as the returned value does
     */
    CompletionStage<?> adapt(Object returned);
}
