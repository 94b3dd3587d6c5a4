package dev.holdfast.examples.chaos;

import dev.holdfast.embedded.ProcessCluster;
import java.util.Map;

/** Three brokers, each a process, of which one may be lost. */
final class ChaosCluster {
    /** After so long without a sign of life a member's partitions are given to others. */
    static final int SESSION_SECONDS = 5;

    static final int PARTITIONS = 12;
    private static final int BROKERS = 3;

    private ChaosCluster() {}

    static ProcessCluster start() {
        ProcessCluster cluster = ProcessCluster.builder()
                .brokers(BROKERS)
                .config("group.consumer.session.timeout.ms", Integer.toString(SESSION_SECONDS * 1_000))
                .config("min.insync.replicas", "2")
                .start();
        for (String topic : new String[] {Names.JOBS, Names.RESULTS}) {
            cluster.createTopic(topic, PARTITIONS, BROKERS, Map.of());
        }
        return cluster;
    }
}
