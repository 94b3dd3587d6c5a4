package dev.holdfast.examples.chaos;

import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** What happens to what is between the instances and a broker, which brokers among themselves and the checker don't use. */
final class WireFaults implements Schedule.Inflicting {
    static final List<Fault> ROUND = List.of(Fault.CUT, Fault.CUT, Fault.SLOW, Fault.HALF_OPEN);

    /** Longer than a request may take, so that its sender gives it up. */
    private static final int SHORTEST_MILLIS = 3_000;

    private static final int MORE_MILLIS = 5_000;

    private final List<Wire> wires;

    WireFaults(List<Wire> wires) {
        this.wires = wires;
    }

    @Override
    public void inflict(Fault fault, Random random) throws InterruptedException {
        Wire wire = wires.get(random.nextInt(wires.size()));
        int millis = SHORTEST_MILLIS + random.nextInt(MORE_MILLIS);
        switch (fault) {
            case CUT -> wire.cut();
            case SLOW -> during(millis, wire, Wire.State.SLOW);
            case HALF_OPEN -> during(millis, wire, Wire.State.HALF_OPEN);
            default -> throw new IllegalArgumentException(fault + " is not for connections");
        }
    }

    private static void during(int millis, Wire wire, Wire.State state) throws InterruptedException {
        wire.become(state);
        TimeUnit.MILLISECONDS.sleep(millis);
        wire.become(Wire.State.WHOLE);
    }
}
