package dev.holdfast.connect.contract;

import dev.holdfast.connect.lab.ConnectRest;
import dev.holdfast.connect.lab.ConnectWorker;
import dev.holdfast.connect.lab.Gate;
import dev.holdfast.connect.lab.LabException;
import dev.holdfast.connect.lab.TcpProxy;
import dev.holdfast.connect.lab.Waiting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One source connector under test with its place, topic, proxy and gate; gone when closed. */
final class Bench implements AutoCloseable {
    static final int WINDOW = 200;

    private final Upstream upstream;
    private final ConnectWorker worker;
    private final String name;
    private final TcpProxy proxy;
    private final Path gate;
    private final Topics.Reader reader;
    private final Ledger ledger = new Ledger();

    Bench(Lab lab, Topics topics, Upstream upstream, ConnectWorker worker, String name) {
        this.upstream = upstream;
        this.worker = worker;
        this.name = name;
        this.proxy = new TcpProxy(upstream.server().port());
        this.gate = Lab.logs().resolve(name + ".gate");
        lab.kafka().createTopic(name, 1, 1);
        this.reader = topics.follow(name);
        upstream.create(name);
    }

    Ledger ledger() {
        return ledger;
    }

    TcpProxy proxy() {
        return proxy;
    }

    ConnectRest rest() {
        return worker.rest();
    }

    String name() {
        return name;
    }

    Upstream upstream() {
        return upstream;
    }

    ConnectWorker worker() {
        return worker;
    }

    List<String> bodies() {
        return reader.bodies();
    }

    Topics.Reader reader() {
        return reader;
    }

    void create(Map<String, String> more) {
        worker.rest().create(name, config(more));
    }

    Map<String, String> config(Map<String, String> more) {
        Map<String, String> config = new TreeMap<>(upstream.source(name, name, proxy.port()));
        config.put("max.in.flight", Integer.toString(WINDOW));
        config.put("batch.max.records", "50");
        config.put("retry.backoff.max.ms", "1000");
        config.putAll(more);
        return config;
    }

    /** A configuration in which records wait while the gate is closed. */
    Map<String, String> gated() {
        return Map.of(
                "transforms", "gate",
                "transforms.gate.type", "dev.holdfast.connect.lab.Gate",
                "transforms.gate.file", gate.toString());
    }

    Map<String, String> keepingOneOf(int count) {
        return Map.of(
                "transforms", "gate",
                "transforms.gate.type", "dev.holdfast.connect.lab.Gate",
                "transforms.gate.keep.one.of", Integer.toString(count));
    }

    void closeGate() {
        try {
            Files.createFile(gate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits until a record waits at the gate. */
    void awaitGateReached() {
        Waiting.until("a record is at the gate", Duration.ofMinutes(2), () -> Files.exists(reached()));
    }

    private Path reached() {
        return gate.resolveSibling(gate.getFileName() + Gate.REACHED);
    }

    void openGate() {
        try {
            Files.deleteIfExists(gate);
            Files.deleteIfExists(reached());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends messages that the system takes over for sure. */
    void send(int count) throws Exception {
        List<String> bodies = ledger.make(count);
        upstream.send(name, bodies);
        ledger.accept(bodies);
    }

    /** Waits until everything is in Kafka and settled at the other system. */
    void check(String what, int mostDuplicates) {
        tellingState(() -> ledger.check(what, this::bodies, mostDuplicates));
        awaitSettled();
    }

    /** The same where nothing may come twice or out of its order. */
    void checkInOrder(String what) {
        tellingState(() -> ledger.checkInOrder(what, this::bodies));
        awaitSettled();
    }

    void awaitSettled() {
        Waiting.until("nothing is unsettled at " + name, Duration.ofMinutes(2), () -> upstream.unsettled(name) == 0);
    }

    /** A task that has failed is the most frequent reason why something does not come. */
    private void tellingState(Runnable check) {
        try {
            check.run();
        } catch (LabException late) {
            throw new LabException(late.getMessage() + "; the connector: " + rest().status(name), late);
        }
    }

    @Override
    public void close() {
        openGate();
        worker.rest().delete(name);
        proxy.close();
        reader.close();
    }
}
