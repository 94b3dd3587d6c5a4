package dev.holdfast.examples.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeasureReportTest {
    private final Measurements measurements = new Measurements();
    private final MeasureReport report =
            new MeasureReport(measurements, Machine.here(), "examples/run measure", "2026-01-01");

    @Test
    void aSpreadHasTheMiddleAndTheEnds() {
        assertThat(Spread.of(List.of(5.0, 1.0, 3.0))).isEqualTo(new Spread(3, 1, 5, List.of(5.0, 1.0, 3.0)));
        assertThat(Spread.of(List.of(4.0, 1.0)).median()).isEqualTo(2.5);
    }

    @Test
    void ratiosAreTakenRoundByRound() {
        round(100, 90, 60);
        round(10, 8, 5);
        round(1_000, 700, 400);
        assertThat(report.json()).containsEntry("noopPartitionOverRaw", 0.8).containsEntry("noopKeyOverRaw", 0.5);
    }

    @Test
    void theReportHasTheFiguresThatWereMeasuredAndNoOthers() {
        round(100, 90, 60);
        assertThat(report.json()).doesNotContainKeys("io1msPerSecond", "startMs");
        measurements.add(Measurements.BLOCKING, new Figure(123_456.4, 1));
        measurements.coldStart(900);
        measurements.start(310.26);
        assertThat(report.json())
                .containsEntry("io1msPerSecond", 123_456L)
                .containsEntry("startMs", 310.3)
                .containsEntry("coldStartMillis", 900.0)
                .containsKeys("variants", "machine", "date");
    }

    @Test
    void copiesAreComparedWithBothPeersAndRetriesWithTheRunThatDoesNotFail() {
        measurements.add(Measurements.COPY_RAW, new Figure(400_000, 1));
        measurements.add(Measurements.COPY_STREAMS, new Figure(200_000, 1));
        measurements.add(Measurements.COPY, new Figure(300_000, 1));
        measurements.add(Measurements.CLEAN, new Figure(200_000, 1));
        measurements.add(Measurements.FAILING_5, new Figure(50_000, 1));
        assertThat(report.json())
                .containsEntry("eosOverRaw", 0.75)
                .containsEntry("eosOverStreams", 1.5)
                .containsEntry("cleanSeconds", 0.5)
                .containsEntry("failing5Seconds", 2.0);
    }

    @Test
    void latenessIsWhatNinetyNineOfAHundredDoNotExceed() {
        measurements.lateness(IntStream.rangeClosed(1, 200)
                .mapToObj(millis -> (double) millis)
                .toList());
        assertThat(report.json()).containsEntry("latenessP99Ms", 198.0).containsEntry("earliestMs", 1.0);
    }

    @Test
    void theTableSaysHowAndWhereItWasMade() {
        round(100, 90, 60);
        assertThat(report.markdown())
                .startsWith("`examples/run measure`, 2026-01-01  ")
                .anySatisfy(line -> assertThat(line).contains(System.getProperty("java.vm.name")))
                .contains("| no-op, Order.KEY, records a second | 60 | 60 | 60 | 0.60 | 1,000 |");
    }

    private void round(double raw, double partition, double key) {
        measurements.add(Measurements.RAW, new Figure(raw, 500));
        measurements.add(Measurements.PARTITION, new Figure(partition, 800));
        measurements.add(Measurements.KEY, new Figure(key, 1_000));
    }
}
