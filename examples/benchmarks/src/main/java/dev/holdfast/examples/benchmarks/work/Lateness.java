package dev.holdfast.examples.benchmarks.work;

import dev.holdfast.examples.measure.Failing;
import java.util.List;
import java.util.concurrent.ExecutionException;

/** How much later than a second after its failure a record is tried again, at 1,000 records a second of which 10 % fail. */
public final class Lateness implements Workload {
    /** The name of the workload. */
    public static final String NAME = "lateness of a retry";

    private static final String TOPIC = "lateness";
    private static final int PARTITIONS = 12;

    /** Creates the workload. */
    public Lateness() {}

    @Override
    public void run(Stage stage) throws ExecutionException, InterruptedException {
        stage.bench().create(TOPIC, PARTITIONS);
        List<Double> millis = new Failing(stage.bench()).lateness(TOPIC);
        for (double each : millis) {
            if (each < 0) {
                throw new IllegalStateException("a record was tried again " + -each + " ms before it was due");
            }
        }
        stage.millis(NAME, "Holdfast KEY_UNTIL_RETRY", millis);
    }
}
