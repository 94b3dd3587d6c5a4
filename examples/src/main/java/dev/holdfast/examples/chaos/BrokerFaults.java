package dev.holdfast.examples.chaos;

import dev.holdfast.embedded.ProcessCluster;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** What happens to brokers: to one at a time, since three need a majority. */
final class BrokerFaults implements Schedule.Inflicting {
    static final List<Fault> EXACTLY_ONCE = List.of(
            Fault.KILL_TRANSACTION_COORDINATOR,
            Fault.KILL_GROUP_COORDINATOR,
            Fault.KILL_ANY_BROKER,
            Fault.FREEZE_BROKER);
    static final List<Fault> AT_LEAST_ONCE =
            List.of(Fault.KILL_GROUP_COORDINATOR, Fault.KILL_ANY_BROKER, Fault.FREEZE_BROKER);

    private static final int LONGEST_MILLIS = 5_000;

    private final ProcessCluster cluster;

    BrokerFaults(ProcessCluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public void inflict(Fault fault, Random random) throws InterruptedException {
        int any = random.nextInt(cluster.brokers());
        int millis = random.nextInt(LONGEST_MILLIS);
        switch (fault) {
            case KILL_TRANSACTION_COORDINATOR -> kill(cluster.transactionCoordinator(transactionalId(random)), millis);
            case KILL_GROUP_COORDINATOR -> kill(cluster.groupCoordinator(Names.GROUP), millis);
            case KILL_ANY_BROKER -> kill(any, millis);
            case FREEZE_BROKER -> freeze(any, millis);
            default -> throw new IllegalArgumentException(fault + " is for instances");
        }
    }

    /** Application, group, instance and number of the consumer; those at odd places have ids that nobody knows. */
    private static String transactionalId(Random random) {
        int place = random.nextInt((Instances.USUAL + 1) / 2) * 2;
        return Names.GROUP + "." + Names.GROUP + "." + Instances.idAt(place) + ".1";
    }

    private void kill(int broker, int millis) throws InterruptedException {
        cluster.kill(broker);
        TimeUnit.MILLISECONDS.sleep(millis);
        cluster.startBroker(broker);
    }

    private void freeze(int broker, int millis) throws InterruptedException {
        cluster.freeze(broker);
        TimeUnit.MILLISECONDS.sleep(millis);
        cluster.thaw(broker);
    }
}
