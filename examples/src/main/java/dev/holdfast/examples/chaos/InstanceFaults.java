package dev.holdfast.examples.chaos;

import java.util.List;
import java.util.Random;

/** What happens to instances. */
final class InstanceFaults implements Schedule.Inflicting {
    static final List<Fault> ROUND =
            List.of(Fault.KILL, Fault.KILL, Fault.KILL, Fault.FREEZE, Fault.STOP, Fault.SCALE_OUT, Fault.SCALE_IN);

    private final Instances instances;

    InstanceFaults(Instances instances) {
        this.instances = instances;
    }

    @Override
    public void inflict(Fault fault, Random random) throws InterruptedException {
        instances.replaceDead();
        int place = instances.anyAtWork(random);
        switch (fault) {
            case KILL -> instances.kill(place);
            case FREEZE -> instances.freeze(place);
            case STOP -> instances.restart(place);
            case SCALE_OUT -> instances.add();
            case SCALE_IN -> instances.remove(place);
            default -> throw new IllegalArgumentException(fault + " is for brokers");
        }
    }
}
