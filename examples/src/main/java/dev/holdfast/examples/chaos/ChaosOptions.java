package dev.holdfast.examples.chaos;

import dev.holdfast.examples.command.Options;
import dev.holdfast.examples.command.UsageException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a run is to be.
 *
 * @param seed decides what the records ask for and the order of the faults
 * @param records how many are sent
 * @param minutes over which they are sent; faults go on as long
 * @param promise what the application is to promise
 * @param breaks what is broken while records flow
 * @param sabotage a fault that is planted into what the application writes
 * @param bootstrapServers the brokers of somebody else; absent if the run starts its own
 * @param json where the figures go
 */
record ChaosOptions(
        int seed,
        int records,
        int minutes,
        Promise promise,
        Breaks breaks,
        Optional<Sabotage> sabotage,
        Optional<String> bootstrapServers,
        Optional<Path> json) {
    static final String USAGE =
            """
            Usage: examples/run chaos [options]
              --seed S         decides what the records ask for and the order of the faults; 1 unless given
              --records N      how many records; 60000 unless given
              --minutes M      over how many minutes they are sent while faults happen; 3 unless given
              --guarantee G    exactly-once or at-least-once; exactly-once unless given
              --keep-key-order records that fail keep the order of their keys, too, and the checker looks at that; only with
                               exactly-once. Else they may be overtaken, and the checker counts how often they are
              --faults F       what is broken: all (instances, brokers, connections), instances, or none, with which
                               records are sent as fast as possible; all unless given
              --sabotage S     plants a fault into what the application writes, which the checker must find: drop-one,
                               duplicate-one, reorder-one, commit-early, lose-header, swap-bytes
              --bootstrap-servers HOST:PORT,...
                               a cluster of yours, at which only instances of the application are killed and frozen; topics
                               chaos.* and the group chaos are made there, and deleted after a clean run
              --json FILE      writes the figures as JSON
            Needs a Unix system. Exits with 0 if all is as promised, 1 if not, 2 for wrong options or if too little happened
            to tell: the verdict is inconclusive then, and says what did not happen.""";

    /** What is broken while records flow. */
    enum Breaks {
        ALL,
        INSTANCES,
        NONE;

        private static final List<String> NAMES =
                Arrays.stream(values()).map(Breaks::text).toList();

        private String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final String SEED = "--seed";
    private static final String RECORDS = "--records";
    private static final String MINUTES = "--minutes";
    private static final String GUARANTEE = "--guarantee";
    static final String KEEP_KEY_ORDER = "--keep-key-order";
    private static final String FAULTS = "--faults";
    private static final String SABOTAGE = "--sabotage";
    private static final String SERVERS = "--bootstrap-servers";
    private static final String JSON = "--json";
    static final String EXACTLY_ONCE = "exactly-once";
    static final List<String> GUARANTEES = List.of(EXACTLY_ONCE, "at-least-once");

    static ChaosOptions parse(String... arguments) throws UsageException {
        Options options = Options.parse(
                List.of(SEED, RECORDS, MINUTES, GUARANTEE, FAULTS, SABOTAGE, SERVERS, JSON),
                List.of(KEEP_KEY_ORDER),
                arguments);
        Optional<String> servers = options.text(SERVERS);
        String faults = options.oneOf(FAULTS, Breaks.NAMES)
                .orElse(servers.isPresent() ? Breaks.INSTANCES.text() : Breaks.ALL.text());
        if (servers.isPresent() && faults.equals(Breaks.ALL.text())) {
            throw new UsageException(
                    "The brokers of " + SERVERS + " are not killed: " + FAULTS + " all is not possible");
        }
        Promise promise = new Promise(
                options.oneOf(GUARANTEE, GUARANTEES).orElse(EXACTLY_ONCE).equals(EXACTLY_ONCE),
                options.flag(KEEP_KEY_ORDER));
        if (promise.keepsKeyOrder() && !promise.exactlyOnce()) {
            throw new UsageException(KEEP_KEY_ORDER + " takes " + GUARANTEE + " " + EXACTLY_ONCE
                    + ": what waits and what is committed belong together");
        }
        Optional<Sabotage> sabotage = options.oneOf(SABOTAGE, Sabotage.NAMES).flatMap(Sabotage::of);
        if (promise.keepsKeyOrder() && sabotage.equals(Optional.of(Sabotage.LOSE_HEADER))) {
            throw new UsageException(SABOTAGE + " " + Sabotage.LOSE_HEADER.text()
                    + " happens on the way to a retry topic, of which there is none with " + KEEP_KEY_ORDER);
        }
        return new ChaosOptions(
                options.number(SEED, 1, 0, Integer.MAX_VALUE),
                options.number(RECORDS, 60_000, 5_000, 10_000_000),
                options.number(MINUTES, 3, 1, 24 * 60),
                promise,
                Breaks.valueOf(faults.toUpperCase(Locale.ROOT)),
                sabotage,
                servers,
                options.file(JSON));
    }

    String guarantee() {
        return GUARANTEES.get(promise.exactlyOnce() ? 0 : 1);
    }
}
