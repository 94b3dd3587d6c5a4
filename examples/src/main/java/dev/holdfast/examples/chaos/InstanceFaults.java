package dev.holdfast.examples.chaos;

import java.util.List;
import java.util.Random;

/** What happens to instances. */
final class InstanceFaults implements Schedule.Inflicting {
    static final List<Fault> ROUND =
            List.of(Fault.KILL, Fault.KILL, Fault.KILL, Fault.FREEZE, Fault.STOP, Fault.SCALE_OUT, Fault.SCALE_IN);
    private static final int SHORTEST_FREEZE_SECONDS = ChaosCluster.SESSION_SECONDS + 2;

    private final Instances instances;

    InstanceFaults(Instances instances) {
        this.instances = instances;
    }

    @Override
    public void inflict(Fault fault, Random random) throws InterruptedException {
        instances.replaceDead();
        int place = instances.any(random);
        switch (fault) {
            case KILL -> instances.kill(place);
            case FREEZE -> instances.freeze(place, SHORTEST_FREEZE_SECONDS + random.nextInt(4));
            case STOP -> instances.restart(place);
            case SCALE_OUT -> instances.add();
            case SCALE_IN -> scaleIn(place);
            default -> throw new IllegalArgumentException(fault + " is for brokers");
        }
    }

    private void scaleIn(int place) throws InterruptedException {
        if (instances.count() > 2) {
            instances.remove(place);
        }
    }
}
