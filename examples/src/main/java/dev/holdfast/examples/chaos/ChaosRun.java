package dev.holdfast.examples.chaos;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A run: sends records while things happen, lets everything come to its end, and checks. */
final class ChaosRun {
    private static final int INSTANCE_PAUSE_MILLIS = 1_000;
    private static final int BROKER_PAUSE_MILLIS = 4_000;
    private static final int WIRE_PAUSE_MILLIS = 3_000;
    private static final int THREADS = 4;
    private static final Duration LONGEST_OVERTIME = Duration.ofMinutes(10);

    private final ChaosOptions options;
    private final Path logs;
    private final Workload workload;
    private final long beginMillis = System.currentTimeMillis();
    private final long begin = System.nanoTime();

    ChaosRun(ChaosOptions options, Path logs) {
        this.options = options;
        this.logs = logs;
        this.workload = new Workload(options.seed(), options.records());
    }

    ChaosReport run() throws ExecutionException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (Brokers brokers = Brokers.ready(options)) {
            Members members = new Members(brokers.admin());
            ChaosReport report;
            try (Instances instances =
                    new Instances(AppOptions.of(brokers.addressesForInstances(), options), members, logs)) {
                report = run(brokers, instances, members, threads);
            }
            if (brokers.own().isEmpty() && report.verdict() == Verdict.CLEAN) {
                brokers.deleteTopics();
            }
            return report;
        } finally {
            threads.shutdownNow();
        }
    }

    private ChaosReport run(Brokers brokers, Instances instances, Members members, ExecutorService threads)
            throws ExecutionException, InterruptedException {
        String servers = brokers.bootstrapServers();
        boolean isQuiet = options.breaks() == ChaosOptions.Breaks.NONE;
        for (int i = 0; i < (isQuiet ? 1 : Instances.USUAL); i++) {
            instances.add();
        }
        instances.awaitStart();
        Follower follower = new Follower(servers, threads);
        Map<Fault, Integer> faults = breakThings(brokers, instances, threads);
        int rebalances = members.rebalances();
        Aftermath aftermath = Aftermath.of(options.promise(), brokers, instances, workload, follower);
        return new ChaosReport(
                options,
                faults,
                new ChaosReport.Effects(rebalances, aborts(servers), brokers.answersLost()),
                aftermath,
                Duration.ofNanos(System.nanoTime() - begin).toSeconds());
    }

    private Map<Fault, Integer> breakThings(Brokers brokers, Instances instances, ExecutorService threads)
            throws ExecutionException, InterruptedException {
        long end = System.nanoTime() + Duration.ofMinutes(options.minutes()).toNanos();
        List<Future<Map<Fault, Integer>>> schedules = new ArrayList<>();
        if (options.breaks() != ChaosOptions.Breaks.NONE) {
            schedules.add(threads.submit(new Schedule(
                    InstanceFaults.ROUND,
                    options.seed(),
                    INSTANCE_PAUSE_MILLIS,
                    () -> isEnough(end, brokers.bootstrapServers()),
                    new InstanceFaults(instances))));
        }
        if (options.breaks() == ChaosOptions.Breaks.ALL) {
            schedules.add(threads.submit(new Schedule(
                    options.promise().exactlyOnce() ? BrokerFaults.EXACTLY_ONCE : BrokerFaults.AT_LEAST_ONCE,
                    ~options.seed(),
                    BROKER_PAUSE_MILLIS,
                    () -> System.nanoTime() - end > 0,
                    new BrokerFaults(brokers.own().orElseThrow()))));
            schedules.add(threads.submit(new Schedule(
                    WireFaults.ROUND,
                    options.seed() + 1L,
                    WIRE_PAUSE_MILLIS,
                    () -> System.nanoTime() - end > 0,
                    new WireFaults(brokers.wires()))));
        }
        Duration time = schedules.isEmpty() ? Duration.ZERO : Duration.ofMinutes(options.minutes());
        new Feed(brokers.bootstrapServers(), workload)
                .send(time, () -> !schedules.stream().allMatch(Future::isDone));
        Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
        for (Future<Map<Fault, Integer>> schedule : schedules) {
            faults.putAll(schedule.get());
        }
        return faults;
    }

    /** Goes on for a while where the machine is so slow that nothing was aborted yet. */
    private boolean isEnough(long end, String servers) {
        long over = System.nanoTime() - end;
        return over > 0 && (over > LONGEST_OVERTIME.toNanos() || aborts(servers) != 0);
    }

    private int aborts(String servers) {
        return options.promise().exactlyOnce() ? Aborts.count(servers, beginMillis) : -1;
    }
}
