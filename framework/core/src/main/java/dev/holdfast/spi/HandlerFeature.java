package dev.holdfast.spi;

import dev.holdfast.Guarantee;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Something added to a handler, as configured: immutable, without threads or connections until it is opened. */
public interface HandlerFeature {
    /**
     * Applies the handler's settings. Called first, while the application is built.
     *
     * @param settings the settings of the handler
     * @return the feature as it is used from now on
     */
    default HandlerFeature configured(FeatureSettings settings) {
        return this;
    }

    /**
     * Joins two features of one handler that are one, such as those of an annotation and of another that refines it.
     * Called while the application is built, before {@link #configured}.
     *
     * @param other another feature of the handler, added before or after this one
     * @return the feature that takes the place of both; empty if they have nothing to do with each other
     */
    default Optional<HandlerFeature> joinedWith(HandlerFeature other) {
        return Optional.empty();
    }

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
     * Recognises topics that this feature derived under another definition, such as one that was rolled out before or is
     * rolled back. They are read with the handler as long as they are there, so that nothing in them is stranded. Called
     * at start and every minute, by any thread.
     *
     * @param handler the handler
     * @param topics the names of topics of the cluster, without those that the application names
     * @return those of them that are the feature's
     */
    default List<String> leftovers(HandlerInfo handler, Set<String> topics) {
        return List.of();
    }

    /**
     * Tells whether the feature handles the records that notes in the commits of the handler's partitions tell of, whatever
     * its present definition is. Called at start, by any thread.
     *
     * @return whether none of them is stranded; see {@link PartitionLane#note}
     */
    default boolean readsNotes() {
        return false;
    }

    /**
     * Checks the feature against what its group promises. Called while the application is built.
     *
     * @param handler the handler
     * @param guarantee what its group promises
     * @return what is wrong, a sentence each; the place is added by the caller
     */
    default List<String> problemsUnder(HandlerInfo handler, Guarantee guarantee) {
        return List.of();
    }

    /**
     * Starts the feature for one consumer, as {@link #open(HandlerInfo, Timers)}, which need not be more than a refusal
     * where this is overridden.
     *
     * @param handler the handler
     * @param tools what it may use
     * @return the running extension; the engine closes it
     */
    default HandlerExtension open(HandlerInfo handler, ExtensionTools tools) {
        return open(handler, tools.timers());
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
