package dev.holdfast.examples.chaos;

import dev.holdfast.Guarantee;
import dev.holdfast.examples.command.Options;
import dev.holdfast.examples.command.UsageException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an instance is told when it is started.
 *
 * @param bootstrapServers the brokers
 * @param guarantee what it is to promise
 * @param keepsKeyOrder whether failing records, too, keep the order of their keys
 * @param seed of the workload
 * @param records of the workload
 * @param sabotage a fault in what it writes
 * @param protocol how it is a member of its group: consumer or classic; absent for what the brokers can do
 * @param halt the step at which it is to end its own process
 * @param run the number of this run of an instance, which no other has
 * @param instanceId the instance's id, which its next run has again
 */
record AppOptions(
        String bootstrapServers,
        Guarantee guarantee,
        boolean keepsKeyOrder,
        int seed,
        int records,
        Optional<Sabotage> sabotage,
        Optional<String> protocol,
        Optional<Step> halt,
        int run,
        Optional<String> instanceId) {
    private static final String SERVERS = "--bootstrap-servers";
    private static final String GUARANTEE = "--guarantee";
    private static final String SEED = "--seed";
    private static final String RECORDS = "--records";
    private static final String SABOTAGE = "--sabotage";
    private static final String PROTOCOL = "--protocol";
    private static final String HALT = "--halt";
    private static final String RUN = "--run";
    private static final String INSTANCE_ID = "--instance-id";

    /** What all instances of a run of the steps have in common. */
    static AppOptions of(String bootstrapServers, StepOptions options) {
        return new AppOptions(
                bootstrapServers,
                options.exactlyOnce() ? Guarantee.EXACTLY_ONCE : Guarantee.AT_LEAST_ONCE,
                false,
                options.seed(),
                StepRun.RECORDS,
                options.sabotage(),
                Optional.of(options.protocol()),
                Optional.empty(),
                0,
                Optional.empty());
    }

    /** What all instances of a run of the chaos have in common. */
    static AppOptions of(String bootstrapServers, ChaosOptions options) {
        return new AppOptions(
                bootstrapServers,
                options.promise().exactlyOnce() ? Guarantee.EXACTLY_ONCE : Guarantee.AT_LEAST_ONCE,
                options.promise().keepsKeyOrder(),
                options.seed(),
                options.records(),
                options.sabotage(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty());
    }

    static AppOptions parse(String... arguments) throws UsageException {
        Options options = Options.parse(
                List.of(SERVERS, GUARANTEE, SEED, RECORDS, SABOTAGE, PROTOCOL, HALT, RUN, INSTANCE_ID),
                List.of(ChaosOptions.KEEP_KEY_ORDER),
                arguments);
        return new AppOptions(
                options.text(SERVERS).orElseThrow(),
                Guarantee.valueOf(options.text(GUARANTEE).orElseThrow()),
                options.flag(ChaosOptions.KEEP_KEY_ORDER),
                options.number(SEED, 0, Integer.MIN_VALUE, Integer.MAX_VALUE),
                options.number(RECORDS, 0, 0, Integer.MAX_VALUE),
                options.text(SABOTAGE).flatMap(Sabotage::of),
                options.text(PROTOCOL),
                options.text(HALT).flatMap(Step::of),
                options.number(RUN, 0, 1, Short.MAX_VALUE),
                options.text(INSTANCE_ID));
    }

    /** For one of them. */
    AppOptions of(int number, Optional<String> id, Optional<Step> itsHalt) {
        return new AppOptions(
                bootstrapServers, guarantee, keepsKeyOrder, seed, records, sabotage, protocol, itsHalt, number, id);
    }

    /** Its client id in the group, and the name of its log. */
    String name() {
        return "run-" + run + instanceId.map(id -> "-of-" + id).orElse("");
    }

    /** What {@link #parse} understands. */
    List<String> arguments() {
        List<String> all = new ArrayList<>(List.of(
                SERVERS,
                bootstrapServers,
                GUARANTEE,
                guarantee.name(),
                SEED,
                Integer.toString(seed),
                RECORDS,
                Integer.toString(records),
                RUN,
                Integer.toString(run)));
        if (keepsKeyOrder) {
            all.add(ChaosOptions.KEEP_KEY_ORDER);
        }
        sabotage.ifPresent(one -> all.addAll(List.of(SABOTAGE, one.text())));
        protocol.ifPresent(one -> all.addAll(List.of(PROTOCOL, one)));
        halt.ifPresent(one -> all.addAll(List.of(HALT, one.text())));
        instanceId.ifPresent(id -> all.addAll(List.of(INSTANCE_ID, id)));
        return all;
    }
}
