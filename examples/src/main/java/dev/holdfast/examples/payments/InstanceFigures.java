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
 * @param handled records handled since start
 * @param failed attempts failed since start
 * @param inFlight records read and not yet done, without those that wait
 * @param waiting records that failed and wait for their next attempt
 * @param lag records not read yet
 */
record InstanceFigures(
        String name, Phase phase, int partitions, long handled, long failed, long inFlight, long waiting, long lag) {
    static InstanceFigures of(String name, Holdfast app) {
        int partitions = 0;
        long handled = 0;
        long failed = 0;
        long inFlight = 0;
        long waiting = 0;
        long lag = 0;
        Phase phase = app.state().phase();
        for (HandlerState handler : app.state().handlers()) {
            handled += handler.handled();
            failed += handler.failed();
            inFlight += handler.inFlight();
            partitions += handler.partitions().size();
            for (PartitionState partition : handler.partitions()) {
                waiting += partition.failing();
                lag += Math.max(0, partition.lag());
            }
        }
        return new InstanceFigures(
                name, phase, partitions, handled, failed, Math.max(0, inFlight - waiting), waiting, lag);
    }
}
