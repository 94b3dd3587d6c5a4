package dev.holdfast.examples.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.examples.chaos.ChaosReport.Effects;
import dev.holdfast.examples.command.UsageException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the verdict rests on. */
class ChaosReportTest {
    private final Workload workload = new Workload(3, 2_000);
    private final Written written = new Written(workload);
    private static final Effects EFFECTS = new Effects(5, 3, 9);

    private final Map<Fault, Integer> faults =
            Map.of(Fault.KILL, 3, Fault.FREEZE, 1, Fault.KILL_GROUP_COORDINATOR, 1, Fault.CUT, 2);

    @Test
    void allIsThereAndEverythingHasHappened() throws UsageException {
        ChaosReport report = report(faults, EFFECTS, 0, written.allBut(number -> false));
        assertThat(report.verdict()).isEqualTo(Verdict.CLEAN);
        assertThat(report.verdict().exitCode()).isZero();
        assertThat(report.figures())
                .containsKeys(
                        "seed",
                        "records",
                        "kills",
                        "brokerKills",
                        "freezes",
                        "lost",
                        "duplicates",
                        "wrongDeadLetters",
                        "orderBreaks",
                        "openTransactions",
                        "retried",
                        "aborts",
                        "fences",
                        "rebalances",
                        "recordsRead")
                .containsEntry("verdict", "clean");
    }

    @Test
    void aFigureThatStayedAtZeroMakesItInconclusive() throws UsageException {
        ChaosReport noAbort = report(faults, new Effects(5, 0, 9), 0, written.allBut(number -> false));
        assertThat(noAbort.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(noAbort.verdict().exitCode()).isEqualTo(2);
        assertThat(noAbort.missing()).containsExactly("aborts");
        ChaosReport noFault = report(Map.of(), EFFECTS, 0, written.allBut(number -> false));
        assertThat(noFault.missing()).containsExactly("kills", "freezes", "brokerKills", "cuts");
    }

    @Test
    void aViolationIsOneEvenIfNothingHasHappened() throws UsageException {
        ChaosReport report = report(Map.of(), EFFECTS, 1, written.allBut(number -> false));
        assertThat(report.verdict()).isEqualTo(Verdict.VIOLATED);
        assertThat(report.verdict().exitCode()).isEqualTo(1);
    }

    @Test
    void whatIsTwiceUnderAtLeastOnceMustBeExplained() throws UsageException {
        int succeeded = written.first(number -> workload.results(number) > 0);
        Findings byAnother = written.allBut(number -> false);
        byAnother.result(Written.by(12, written.result(succeeded, 0)));
        ChaosReport explained = report(faults, EFFECTS, 0, byAnother, "--guarantee", "at-least-once");
        assertThat(explained.figures()).containsEntry("duplicates", 1L).containsEntry("duplicatesByAnother", 1L);
        assertThat(explained.verdict()).isEqualTo(Verdict.CLEAN);
        assertThat(report(faults, EFFECTS, 0, byAnother).verdict()).isEqualTo(Verdict.VIOLATED);

        Findings bySame = written.allBut(number -> false);
        bySame.result(written.result(succeeded, 0));
        ChaosReport unexplained = report(faults, EFFECTS, 0, bySame, "--guarantee", "at-least-once");
        assertThat(unexplained.verdict()).isEqualTo(Verdict.VIOLATED);
    }

    @Test
    void brokersOfSomebodyElseAreNotToBeKilled() {
        assertThatThrownBy(() -> ChaosOptions.parse("--bootstrap-servers", "there:9092", "--faults", "all"))
                .isInstanceOf(UsageException.class);
    }

    @Test
    void theOrderOfKeysIsKeptOnlyExactlyOnceAndWithoutRetryTopics() {
        assertThatThrownBy(() -> ChaosOptions.parse("--keep-key-order", "--guarantee", "at-least-once"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("exactly-once");
        assertThatThrownBy(() -> ChaosOptions.parse("--keep-key-order", "--sabotage", "lose-header"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("retry topic");
    }

    private static ChaosReport report(
            Map<Fault, Integer> faults, Effects effects, long uncommitted, Findings findings, String... arguments)
            throws UsageException {
        ChaosOptions options = ChaosOptions.parse(arguments);
        Aftermath aftermath = new Aftermath(options.promise(), findings, uncommitted, 0, 0, 0, 7);
        return new ChaosReport(options, faults, effects, aftermath, 60);
    }
}
