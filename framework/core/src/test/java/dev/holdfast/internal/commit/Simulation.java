package dev.holdfast.internal.commit;

import dev.holdfast.internal.commit.SimulatedKafka.Fence;
import dev.holdfast.internal.dispatch.TestDispatcher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.jspecify.annotations.Nullable;

/**
 * One schedule: instances of an application on {@link SimulatedKafka}, and a seed that decides whose step is next, what is
 * lost on the way, who dies, who is taken for dead and lives on, and what others do while a call is under way. The clock
 * is the schedule's own. What must hold stands in {@link Workload}; what is not in it is the poll side of the engine: how
 * a partition is revoked, lost and taken over is told by {@link SimulatedInstance} after the engine's pattern.
 */
final class Simulation {
    private static final int INSTANCES = 2;
    private static final int FAULTY_STEPS = 220;
    private static final int MOST_HEALING_STEPS = 6_000;
    private static final int MOST_NESTED = 2;
    private static final List<Duration> PACES =
            List.of(Duration.ZERO, Duration.ofMillis(1), Duration.ofMillis(30), Duration.ofMillis(400));

    private final Random random;
    private final @Nullable Mutant mutant;
    private final Workload workload;
    private final SimulatedKafka kafka;
    private final TestDispatcher dispatcher;
    private final List<@Nullable SimulatedInstance> instances = new ArrayList<>();
    private final boolean[] busy = new boolean[INSTANCES];
    private Instant now = Instant.EPOCH.plusSeconds(1);
    private int incarnations;
    private int nested;
    private boolean healing;

    /** The instance that runs has died. */
    private static final class Died extends Error {
        private static final long serialVersionUID = 1L;

        Died() {
            super("died", null, false, false);
        }
    }

    Simulation(
            long seed,
            Fence fence,
            @Nullable Mutant mutant,
            Map<String, ConsumerGroupMetadata> memberships,
            TestDispatcher dispatcher,
            boolean isTraced) {
        this.random = new Random(seed);
        this.mutant = mutant;
        this.dispatcher = dispatcher;
        this.workload = new Workload(memberships, isTraced);
        this.kafka = new SimulatedKafka(fence, Workload.PARTITIONS, workload::decided);
        for (int i = 0; i < INSTANCES; i++) {
            instances.add(null);
            start(i);
        }
    }

    /** Runs to the end; throws an AssertionError if something did not hold. */
    void run() {
        for (int i = 0; i < FAULTY_STEPS; i++) {
            step();
        }
        healing = true;
        workload.trace(() -> "faults end");
        for (int i = 0; i < MOST_HEALING_STEPS && !workload.isComplete(); i++) {
            step();
        }
        if (!workload.isComplete()) {
            throw new AssertionError("no progress after the faults had ended");
        }
    }

    List<String> trace() {
        return workload.trace();
    }

    private void step() {
        now = now.plus(PACES.get(random.nextInt(PACES.size())));
        int i = random.nextInt(INSTANCES);
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> turn(i);
            case 3, 4 -> answer(i);
            case 5, 6 -> with(i, each -> each.read(random.nextInt(Workload.PARTITIONS)));
            case 7, 8 -> with(i, each -> each.handle(random.nextInt(Workload.PARTITIONS), random.nextInt(8)));
            case 9 -> poll(i);
            case 10 -> marker();
            default -> fault(i);
        }
    }

    private void with(int i, Consumer<SimulatedInstance> action) {
        SimulatedInstance instance = instances.get(i);
        if (instance != null) {
            action.accept(instance);
        }
    }

    /** The committer's thread of an instance, which is alone in its turn. */
    private void turn(int i) {
        alone(i, "turn", each -> each.turn(now));
    }

    private void answer(int i) {
        alone(i, "answer", SimulatedInstance::answer);
    }

    private void alone(int i, String name, Consumer<SimulatedInstance> action) {
        if (busy[i]) {
            return;
        }
        busy[i] = true;
        try {
            workload.trace(() -> now.toEpochMilli() + " " + i + " " + name);
            with(i, action);
        } catch (Died e) {
            workload.trace(() -> i + " died");
            instances.set(i, null);
        } finally {
            busy[i] = false;
        }
    }

    private void poll(int i) {
        boolean patience = random.nextInt(8) != 0;
        workload.trace(() -> i + " polls");
        with(i, each -> each.poll(patience));
    }

    private void marker() {
        List<String> ids = kafka.busy();
        if (!ids.isEmpty()) {
            String id = ids.get(random.nextInt(ids.size()));
            workload.trace(() -> "a marker of " + id);
            kafka.deliverMarker(id, random.nextInt(4));
        }
    }

    private void fault(int i) {
        SimulatedInstance instance = instances.get(i);
        if (instance == null) {
            start(i);
        } else if (!healing && random.nextInt(3) == 0) {
            workload.trace(() -> instance.member() + " is taken for dead");
            kafka.expire(instance.member());
        } else if (!healing && random.nextInt(4) == 0 && !busy[i]) {
            workload.trace(() -> instance.member() + " is killed");
            instances.set(i, null);
        }
        expireTheDead();
        List<String> ids = kafka.busy();
        if (!ids.isEmpty() && random.nextInt(6) == 0) {
            String id = ids.get(random.nextInt(ids.size()));
            if (!healing || isDead(id)) {
                workload.trace(() -> "the transaction of " + id + " times out");
                kafka.timeOut(id);
            }
        }
    }

    private boolean isDead(String id) {
        return instances.stream().noneMatch(each -> each != null && id.equals(each.id()));
    }

    private void expireTheDead() {
        for (String member : kafka.members()) {
            boolean lives = instances.stream()
                    .anyMatch(each -> each != null && each.member().equals(member));
            if (!lives && random.nextInt(3) == 0) {
                workload.trace(() -> member + " is dead for the group");
                kafka.expire(member);
            }
        }
    }

    private void start(int i) {
        String member = i + "#" + incarnations++;
        // Every other start has the id of the one before, as with a stable instance id; the others leave theirs behind.
        String id = random.nextBoolean() ? "i" + i : "x" + member;
        workload.trace(() -> member + " starts as " + id);
        instances.set(i, new SimulatedInstance(kafka, workload, dispatcher, id, member, new Calls(i), mutant));
    }

    private final class Calls implements SimulatedProducer.Chance {
        private final int instance;

        Calls(int instance) {
            this.instance = instance;
        }

        @Override
        public void others(String call) {
            workload.trace(() -> instance + " calls " + call);
            if (nested >= MOST_NESTED) {
                return;
            }
            nested++;
            try {
                while (random.nextInt(3) == 0) {
                    step();
                }
            } finally {
                nested--;
            }
            if (isFault("death") && random.nextBoolean()) {
                throw new Died();
            }
        }

        @Override
        public boolean isFault(String what) {
            boolean isFault = !healing && random.nextInt(20) == 0;
            if (isFault) {
                workload.trace(() -> instance + " fault: " + what);
            }
            return isFault;
        }

        @Override
        public ConsumerGroupMetadata live() {
            SimulatedInstance current = instances.get(instance);
            if (current == null) {
                throw new Died();
            }
            return current.membership();
        }
    }
}
