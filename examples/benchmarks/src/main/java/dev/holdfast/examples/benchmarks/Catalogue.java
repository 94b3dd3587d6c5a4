package dev.holdfast.examples.benchmarks;

import dev.holdfast.examples.benchmarks.work.Blocking;
import dev.holdfast.examples.benchmarks.work.Copying;
import dev.holdfast.examples.benchmarks.work.Growth;
import dev.holdfast.examples.benchmarks.work.Latency;
import dev.holdfast.examples.benchmarks.work.Lateness;
import dev.holdfast.examples.benchmarks.work.Noop;
import dev.holdfast.examples.benchmarks.work.Retrying;
import dev.holdfast.examples.benchmarks.work.Starting;
import dev.holdfast.examples.benchmarks.work.Waiting;
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
    },
    BLOCKING("blocking") {
        @Override
        List<Workload> workloads(boolean quick) {
            return quick ? List.of(Blocking.MILLISECOND) : List.of(Blocking.MILLISECOND, Blocking.TEN);
        }
    },
    COPYING("exactly-once") {
        @Override
        List<Workload> workloads(boolean quick) {
            return List.of(new Copying());
        }
    },
    LATENCY("latency") {
        @Override
        List<Workload> workloads(boolean quick) {
            return List.of(new Latency());
        }
    },
    LATENESS("lateness") {
        @Override
        List<Workload> workloads(boolean quick) {
            return List.of(new Lateness());
        }
    },
    START("start") {
        @Override
        List<Workload> workloads(boolean quick) {
            return List.of(new Starting());
        }
    },
    RETRYING("retries") {
        @Override
        List<Workload> workloads(boolean quick) {
            return List.of(new Retrying());
        }
    },
    GROWTH("growth") {
        @Override
        List<Workload> workloads(boolean quick) {
            return quick
                    ? List.of()
                    : List.of(
                            Growth.ofPartitions(GROWTH_RECORDS),
                            Growth.ofKeys(GROWTH_RECORDS),
                            new Waiting(GROWTH_RECORDS));
        }
    };

    private static final int GROWTH_RECORDS = 2_000_000;

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
