package dev.holdfast.spi;

import java.util.List;

/** Something added to a handler, as configured: immutable, without threads or connections until it is opened. */
public interface HandlerFeature {
    /**
     * Checks the feature against the handler that it is added to. Called while the application is built.
     *
     * @param handler the handler
     * @return what is wrong, a sentence each; the place is added by the caller
     */
    default List<String> problems(HandlerInfo handler) {
        return List.of();
    }

    /**
     * The topics that the feature needs beside the handler's own. Called while the application is built.
     *
     * @param handler the handler
     * @return the topics, derived from the handler's
     */
    default List<DerivedTopic> topics(HandlerInfo handler) {
        return List.of();
    }

    /**
     * Starts the feature for one consumer. Called at start, once for each consumer of the handler's group.
     *
     * @param handler the handler
     * @param timers for all waiting
     * @return the running extension; the engine closes it
     */
    HandlerExtension open(HandlerInfo handler, Timers timers);
}
