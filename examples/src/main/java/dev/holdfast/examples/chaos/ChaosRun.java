package dev.holdfast.examples.chaos;

import dev.holdfast.Guarantee;
import dev.holdfast.embedded.ProcessCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A run: sends records while things happen, lets everything come to its end, and checks. */
final class ChaosRun {
    private static final int INSTANCE_PAUSE_MILLIS = 1_000;
    private static final int BROKER_PAUSE_MILLIS = 4_000;
    private static final int THREADS = 3;

    private final ChaosOptions options;
    private final Path logs;
    private final Workload workload;
    private final CountDownLatch sent = new CountDownLatch(1);
    private final CountDownLatch written = new CountDownLatch(1);

    ChaosRun(ChaosOptions options, Path logs) {
        this.options = options;
        this.logs = logs;
        this.workload = new Workload(options.seed(), options.records());
    }

    ChaosReport run() throws ExecutionException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (ProcessCluster cluster = ChaosCluster.start();
                Instances instances = new Instances(arguments(cluster.bootstrapServers()), logs)) {
            return run(cluster, instances, threads);
        } finally {
            threads.shutdownNow();
        }
    }

    private List<String> arguments(String bootstrapServers) {
        Guarantee guarantee = options.exactlyOnce() ? Guarantee.EXACTLY_ONCE : Guarantee.AT_LEAST_ONCE;
        return List.of(bootstrapServers, guarantee.name());
    }

    private ChaosReport run(ProcessCluster cluster, Instances instances, ExecutorService threads)
            throws ExecutionException, InterruptedException {
        long begin = System.nanoTime();
        String servers = cluster.bootstrapServers();
        for (int i = 0; i < Instances.USUAL; i++) {
            instances.add();
        }
        Future<Fingerprints> follower = threads.submit(() -> follow(servers));
        Map<Fault, Integer> faults = breakThings(cluster, instances, threads);
        Settling settling = new Settling(cluster.admin());
        long uncommitted = settling.awaitCommitted();
        instances.replaceDead();
        instances.stopAll();
        int open = options.exactlyOnce() ? settling.awaitNoTransaction() : 0;
        written.countDown();

        TopicReader reader = new TopicReader(servers, true);
        Findings findings = new Findings(workload);
        Fingerprints afterwards = new Fingerprints();
        reader.read(Names.JOBS, findings::job);
        reader.read(Names.RESULTS, record -> {
            afterwards.add(record);
            findings.result(record);
        });
        for (int tier = 1; tier <= Workload.TIERS; tier++) {
            int number = tier;
            reader.read(Names.RETRIES.get(tier - 1), record -> findings.retry(number, record));
        }
        reader.read(Names.DEAD_LETTERS, findings::deadLetter);
        Fingerprints all = new Fingerprints();
        new TopicReader(servers, false).read(Names.RESULTS, all::add);
        ChaosReport.State state = new ChaosReport.State(
                uncommitted,
                open,
                instances.diedAlone(),
                afterwards.differences(follower.get()),
                all.records() - afterwards.records());
        return new ChaosReport(
                options,
                faults,
                findings,
                state,
                Duration.ofNanos(System.nanoTime() - begin).toSeconds());
    }

    private Fingerprints follow(String servers) {
        Fingerprints seen = new Fingerprints();
        new TopicReader(servers, true).follow(Names.RESULTS, () -> written.getCount() == 0, seen::add);
        return seen;
    }

    private Map<Fault, Integer> breakThings(ProcessCluster cluster, Instances instances, ExecutorService threads)
            throws ExecutionException, InterruptedException {
        Future<Map<Fault, Integer>> ofInstances = threads.submit(new Schedule(
                InstanceFaults.ROUND, options.seed(), INSTANCE_PAUSE_MILLIS, sent, new InstanceFaults(instances)));
        Future<Map<Fault, Integer>> ofBrokers = threads.submit(new Schedule(
                options.exactlyOnce() ? BrokerFaults.EXACTLY_ONCE : BrokerFaults.AT_LEAST_ONCE,
                ~options.seed(),
                BROKER_PAUSE_MILLIS,
                sent,
                new BrokerFaults(cluster)));
        new Feed(cluster.bootstrapServers(), workload).send(Duration.ofMinutes(options.minutes()));
        sent.countDown();
        Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
        faults.putAll(ofInstances.get());
        faults.putAll(ofBrokers.get());
        return faults;
    }
}
