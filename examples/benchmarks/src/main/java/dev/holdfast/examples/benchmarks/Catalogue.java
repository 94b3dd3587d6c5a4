package dev.holdfast.examples.benchmarks;

import dev.holdfast.examples.benchmarks.work.Noop;
import dev.holdfast.examples.benchmarks.work.Workload;
import java.util.ArrayList;
import java.util.List;

/** The parts that {@code --only} takes, in the order in which they are run. */
enum Catalogue {
    NOOP("noop") {
        @Override
        List<Workload> workloads(boolean quick) {
            List<Workload> all = new ArrayList<>(List.of(Noop.essential()));
            if (!quick) {
                all.addAll(Noop.others());
            }
            return all;
        }
    };

    private final String word;

    Catalogue(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }

    /** What is done, less if it has to be quick. */
    abstract List<Workload> workloads(boolean quick);
}
