package dev.holdfast.examples.payments;

import dev.holdfast.app.Holdfast;
import dev.holdfast.state.HandlerState;
import dev.holdfast.state.PartitionState;
import dev.holdfast.state.Phase;

/**
 * One application instance at one moment.
 *
 * @param name the instance
 * @param phase its phase
 * @param partitions how many partitions it owns
 * @param handled records settled since start, at whichever attempt
 * @param failed attempts failed since start
 * @param inFlight records of the handled topic that are read and not yet done
 * @param lag records of the handled topic that are not read yet
 */
record InstanceFigures(String name, Phase phase, int partitions, long handled, long failed, long inFlight, long lag) {
    static InstanceFigures of(String name, Holdfast app) {
        int partitions = 0;
        long handled = 0;
        long failed = 0;
        long inFlight = 0;
        long lag = 0;
        Phase phase = app.state().phase();
        for (HandlerState handler : app.state().handlers()) {
            handled += handler.handled();
            failed += handler.failed();
            for (PartitionState partition : handler.partitions()) {
                if (partition.topic().equals(PaymentTopics.REQUESTED.name())) {
                    partitions++;
                    inFlight += partition.inFlight();
                    lag += Math.max(0, partition.lag());
                }
            }
        }
        return new InstanceFigures(name, phase, partitions, handled, failed, inFlight, lag);
    }
}
