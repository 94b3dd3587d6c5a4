package dev.holdfast.examples.chaos;

import dev.holdfast.embedded.ProcessCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * The brokers of a run: its own, each a process, as a rule three, of which one may be lost; or somebody else's, where it leaves
 * no topic behind unless there is something to look at.
 *
 * @param bootstrapServers their addresses
 * @param admin asks them
 * @param own the run's own, which are killed and frozen
 * @param wires between the application and the run's own, in the order of their ids
 */
record Brokers(String bootstrapServers, Admin admin, Optional<ProcessCluster> own, List<Wire> wires)
        implements AutoCloseable {
    static final int PARTITIONS = 12;
    private static final int COUNT = 3;

    /** After so long without a sign of life a member's partitions are given to others. */
    private static final String SESSION_MILLIS = "5000";

    /**
     * Finds or starts them, with the topics that the application is given.
     *
     * @throws IllegalStateException if somebody else's have such topics already
     */
    static Brokers ready(ChaosOptions options) throws ExecutionException, InterruptedException {
        return options.bootstrapServers()
                .map(Brokers::given)
                .orElseGet(() -> start(COUNT, Wire::new))
                .withTopics();
    }

    /**
     * Starts some, with the topics that the application is given.
     *
     * @param count how many brokers
     * @param wires asked for the wire of each
     */
    static Brokers own(int count, Supplier<Wire> wires) throws ExecutionException, InterruptedException {
        return start(count, wires).withTopics();
    }

    private Brokers withTopics() throws ExecutionException, InterruptedException {
        try {
            createTopics();
        } catch (ExecutionException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
        return this;
    }

    private static Brokers given(String servers) {
        return new Brokers(servers, Admin.create(Map.of("bootstrap.servers", servers)), Optional.empty(), List.of());
    }

    private static Brokers start(int count, Supplier<Wire> each) {
        List<Wire> wires = Stream.generate(each).limit(count).toList();
        ProcessCluster cluster = ProcessCluster.builder()
                .brokers(count)
                .detours(wires.stream().map(Wire::port).toList())
                .config("group.consumer.session.timeout.ms", SESSION_MILLIS)
                .config("default.replication.factor", Integer.toString(count))
                .config("min.insync.replicas", Integer.toString((count + 1) / 2))
                .start();
        for (int broker = 0; broker < count; broker++) {
            wires.get(broker).leadTo(cluster.detourEnd(broker));
        }
        return new Brokers(cluster.bootstrapServers(), cluster.admin(), Optional.of(cluster), wires);
    }

    /** The addresses that the application is given: those of the wires, where there are any. */
    String addressesForInstances() {
        return wires.isEmpty()
                ? bootstrapServers
                : wires.stream().map(wire -> "127.0.0.1:" + wire.port()).collect(Collectors.joining(","));
    }

    /** Bytes of answers that the application never got. */
    long answersLost() {
        return wires.stream().mapToLong(Wire::swallowed).sum();
    }

    private void createTopics() throws ExecutionException, InterruptedException {
        Set<String> there = topics();
        if (!there.isEmpty()) {
            throw new IllegalStateException("Of another run there is left: " + there
                    + ". Delete these topics and group " + Names.GROUP + " first");
        }
        List<NewTopic> topics = new ArrayList<>();
        for (String topic : List.of(Names.JOBS, Names.RESULTS, Names.LEDGER, Names.ELSEWHERE)) {
            topics.add(new NewTopic(topic, Optional.of(PARTITIONS), Optional.empty()));
        }
        admin.createTopics(topics).all().get();
    }

    /** Deletes what the run has made. */
    void deleteTopics() throws ExecutionException, InterruptedException {
        admin.deleteTopics(topics()).all().get();
        admin.deleteConsumerGroups(List.of(Names.GROUP)).all().get();
    }

    private Set<String> topics() throws ExecutionException, InterruptedException {
        return admin.listTopics().names().get().stream()
                .filter(name -> name.startsWith(Names.GROUP + "."))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public void close() {
        wires.forEach(Wire::close);
        own.ifPresentOrElse(ProcessCluster::close, admin::close);
    }
}
