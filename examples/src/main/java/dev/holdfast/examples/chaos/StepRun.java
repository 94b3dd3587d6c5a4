package dev.holdfast.examples.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Lets one instance after the other die at a step while others go on, so that each time somebody takes over what it left;
 * then lets everything come to its end, and checks.
 */
final class StepRun {
    static final int RECORDS = 90_000;

    /** How many instances go on. */
    private static final int OTHERS = 2;

    private static final int THREADS = 2;

    /** How often an instance may miss its step: it has nothing to say there if it has just said it. */
    private static final int TRIES = 10;

    /** Longer than a step takes, so that records flow until the last. */
    private static final Duration A_STEP = Duration.ofSeconds(25);

    private final StepOptions options;
    private final Path logs;
    private final Consumer<String> progress;
    private final Workload workload;
    private final Trap trap = new Trap();
    private final long begin = System.nanoTime();

    StepRun(StepOptions options, Path logs, Consumer<String> progress) {
        this.options = options;
        this.logs = logs;
        this.progress = progress;
        this.workload = new Workload(options.seed(), RECORDS);
    }

    StepReport run() throws ExecutionException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (Brokers brokers = Brokers.own(1, () -> new Wire(trap));
                Instances instances = new Instances(
                        AppOptions.of(brokers.addressesForInstances(), options), new Members(brokers.admin()), logs)) {
            for (int i = 0; i < OTHERS; i++) {
                instances.add();
            }
            instances.awaitStart();
            Follower follower = new Follower(brokers.bootstrapServers(), threads);
            Future<List<Step>> killing =
                    threads.submit(() -> killAtEach(instances, new Settling(brokers.admin(), Names.RETRIES)));
            new Feed(brokers.bootstrapServers(), workload)
                    .send(A_STEP.multipliedBy(options.steps().size()), () -> !killing.isDone());
            List<Step> missed = killing.get();
            Aftermath aftermath =
                    Aftermath.of(new Promise(options.exactlyOnce(), false), brokers, instances, workload, follower);
            return new StepReport(
                    options,
                    missed,
                    aftermath,
                    Duration.ofNanos(System.nanoTime() - begin).toSeconds());
        } finally {
            threads.shutdownNow();
        }
    }

    /**
     * Kills, and each time waits until the others have done what was there: instances that die one after the other look like
     * a record that kills its process, and in the end a record becomes a dead letter for that.
     */
    private List<Step> killAtEach(Instances instances, Settling settling)
            throws ExecutionException, InterruptedException {
        List<Step> missed = new ArrayList<>();
        for (Step step : options.steps()) {
            int tries = 1;
            while (tries <= TRIES && !kills(instances, step)) {
                tries++;
            }
            settling.awaitCaughtUp();
            boolean isMissed = tries > TRIES;
            if (isMissed) {
                missed.add(step);
            }
            progress.accept("  " + step.text() + (isMissed ? " missed" : " killed at try " + tries));
            instances.replaceDead();
        }
        return missed;
    }

    /** Whether an instance has died at the step; if not, it has ended in good order, or is counted as one that died alone. */
    private boolean kills(Instances instances, Step step) throws InterruptedException {
        CompletableFuture<Instance> victim = new CompletableFuture<>();
        String name = instances.nameOfNext();
        Runnable set = () -> trap.set(step, name, () -> victim.join().killNow());
        if (step.phase() == Step.Phase.TAKEOVER) {
            set.run();
        }
        int place = instances.add(step.phase() == Step.Phase.ALONE ? Optional.of(step) : Optional.empty());
        Instance instance = instances.at(place);
        victim.complete(instance);
        return switch (step.phase()) {
            case ALONE -> {
                awaitEnd(instance);
                yield instance.exitCode() == Halt.CODE && instances.clear(place);
            }
            case TAKEOVER -> {
                awaitEnd(instance);
                yield trap.isSprung() && instances.clear(place);
            }
            case WORK -> {
                instances.awaitWork(place);
                set.run();
                awaitEnd(instance);
                yield trap.isSprung() && instances.clear(place);
            }
            case REVOKE -> {
                instances.awaitWork(place);
                set.run();
                int newcomer = instances.add(Optional.empty());
                Patience.until(name + " gave partitions up", () -> !instance.isAlive() || trap.isMissed());
                instances.remove(newcomer);
                yield isKilledNotMissed(instances, place);
            }
            case DRAIN -> {
                instances.awaitWork(place);
                set.run();
                instance.terminate();
                awaitEnd(instance);
                yield isKilledNotMissed(instances, place);
            }
        };
    }

    private boolean isKilledNotMissed(Instances instances, int place) throws InterruptedException {
        if (trap.isSprung()) {
            return instances.clear(place);
        }
        trap.release();
        instances.remove(place);
        return false;
    }

    private static void awaitEnd(Instance instance) throws InterruptedException {
        Patience.until(instance.name() + " ended", () -> !instance.isAlive());
    }
}
