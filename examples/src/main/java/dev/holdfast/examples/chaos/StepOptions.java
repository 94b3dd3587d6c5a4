package dev.holdfast.examples.chaos;

import dev.holdfast.examples.command.Options;
import dev.holdfast.examples.command.UsageException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a run of the steps is to be.
 *
 * @param seed decides what the records ask for
 * @param exactlyOnce the guarantee of the application: exactly once, or else at least once
 * @param protocol how its instances are members of their group: consumer or classic
 * @param steps at which an instance is to die, in this order
 * @param sabotage a fault that is planted into what the application writes
 * @param json where the figures go
 */
record StepOptions(
        int seed,
        boolean exactlyOnce,
        String protocol,
        List<Step> steps,
        Optional<Sabotage> sabotage,
        Optional<Path> json) {
    static final String CONSUMER = "consumer";
    static final String CLASSIC = "classic";
    static final String USAGE =
            """
            Usage: examples/run step-kills [options]
              --guarantee G    exactly-once or at-least-once; exactly-once unless given
              --protocol P     how instances are members of their group: consumer or classic; consumer unless given
              --steps S,...    the steps at which an instance dies; all unless given: in-handler, before-send,
                               between-sends, write-unsent, write-unheard, offsets-unsent, offsets-unheard,
                               commit-unsent, commit-sent, commit-unheard (exactly-once only), takeover-unsent,
                               takeover-unheard, revoke-unsent, revoke-unheard, revoke-kept, drain-unsent,
                               drain-unheard, drain-leaving
              --seed S         decides what the records ask for; 1 unless given
              --sabotage S     plants a fault into what the application writes, which the checker must find: drop-one,
                               duplicate-one, reorder-one, commit-early, lose-header, swap-bytes
              --json FILE      writes the figures as JSON
            Needs a Unix system. Exits with 0 if all is as promised, 1 if not, 2 for wrong options or if an instance did not
            come to a step: the verdict is inconclusive then, and says which.""";

    private static final String SEED = "--seed";
    private static final String GUARANTEE = "--guarantee";
    private static final String PROTOCOL = "--protocol";
    private static final String STEPS = "--steps";
    private static final String SABOTAGE = "--sabotage";
    private static final String JSON = "--json";

    static StepOptions parse(String... arguments) throws UsageException {
        Options options = Options.parse(List.of(SEED, GUARANTEE, PROTOCOL, STEPS, SABOTAGE, JSON), arguments);
        boolean exactlyOnce = options.oneOf(GUARANTEE, ChaosOptions.GUARANTEES)
                .orElse(ChaosOptions.EXACTLY_ONCE)
                .equals(ChaosOptions.EXACTLY_ONCE);
        return new StepOptions(
                options.number(SEED, 1, 0, Integer.MAX_VALUE),
                exactlyOnce,
                options.oneOf(PROTOCOL, List.of(CONSUMER, CLASSIC)).orElse(CONSUMER),
                steps(options, exactlyOnce),
                options.oneOf(SABOTAGE, Sabotage.NAMES).flatMap(Sabotage::of),
                options.file(JSON));
    }

    String guarantee() {
        return ChaosOptions.GUARANTEES.get(exactlyOnce ? 0 : 1);
    }

    private static List<Step> steps(Options options, boolean exactlyOnce) throws UsageException {
        Optional<String> given = options.text(STEPS);
        if (given.isEmpty()) {
            return Arrays.stream(Step.values())
                    .filter(step -> step.isIn(exactlyOnce))
                    .toList();
        }
        List<String> names = List.of(given.get().split(",", -1));
        List<Step> steps =
                names.stream().flatMap(name -> Step.of(name).stream()).toList();
        if (steps.size() < names.size() || !steps.stream().allMatch(step -> step.isIn(exactlyOnce))) {
            throw new UsageException(STEPS + " takes some of the steps of its guarantee, not '" + given.get() + "'");
        }
        return steps;
    }
}
