package dev.holdfast.connect.contract;

import dev.holdfast.connect.lab.Server;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Faults in an order that a seed decides, while messages are sent. */
final class Soak {
    private static final Logger LOG = LoggerFactory.getLogger(Soak.class);
    private static final int MOST_AT_A_TIME = 120;
    private static final int MOST_PAUSE_MS = 1_000;

    private final Bench bench;
    private final Random random;

    Soak(Bench bench, @Nullable String givenSeed) {
        long seed = givenSeed == null ? System.nanoTime() : Long.parseLong(givenSeed);
        LOG.info("The seed is {}; -Dholdfast.contract.seed={} repeats its order of faults", seed, seed);
        this.bench = bench;
        this.random = new Random(seed);
    }

    /** Returns how many faults there were. */
    int run(Duration time) throws Exception {
        long deadline = System.nanoTime() + time.toNanos();
        int faults = 0;
        while (System.nanoTime() - deadline < 0) {
            bench.send(1 + random.nextInt(MOST_AT_A_TIME));
            if (fault(random.nextInt(6))) {
                faults++;
            }
            Outage.lasts(Duration.ofMillis(random.nextInt(MOST_PAUSE_MS)));
        }
        return faults;
    }

    private boolean fault(int kind) throws Exception {
        switch (kind) {
            case 0 -> bench.proxy().cut();
            case 1 -> bench.proxy().strand();
            case 2 -> {
                Server server = bench.upstream().server();
                if (random.nextBoolean()) {
                    server.kill();
                } else {
                    server.stop();
                }
                server.start();
            }
            case 3 -> {
                bench.rest().pause(bench.name());
                bench.rest().resume(bench.name());
            }
            case 4 -> bench.rest().restart(bench.name());
            default -> {
                List<String> some = bench.ledger().make(1);
                bench.upstream().send(bench.name(), some);
                bench.ledger().accept(some);
                return false;
            }
        }
        return true;
    }
}
