package dev.holdfast.connect.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.holdfast.connect.lab.ConnectRest;
import dev.holdfast.connect.lab.ConnectWorker;
import dev.holdfast.connect.lab.Waiting;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/**
 * What a source must do: nothing that its system has taken over is lost, whatever fails; how often it may arrive twice is
 * what {@link #neverTwice} says.
 */
@NeedsServer
@WithLab
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SourceConnectorContract {
    private static final int TOO_LARGE = 1_048_576;

    private Lab lab;
    private Topics topics;
    private Upstream upstream;
    private Bench bench;

    /** For subclasses. */
    protected SourceConnectorContract() {}

    /**
     * Starts the other system.
     *
     * @return it, running
     */
    protected abstract Upstream startUpstream();

    /**
     * Whether the worker has exactly-once support for sources.
     *
     * @return which of the lab's workers to use
     */
    protected abstract boolean exactlyOnceWorker();

    /**
     * Whether nothing may arrive twice.
     *
     * @return true if delivery is exactly once
     */
    protected boolean neverTwice() {
        return false;
    }

    /**
     * Whether the position is kept as offsets in Kafka, so that removing them begins anew.
     *
     * @return false if the other system keeps it
     */
    protected boolean positionInKafka() {
        return false;
    }

    /**
     * How many tasks there are when so many are allowed.
     *
     * @param most {@code tasks.max}
     * @return from 1 to {@code most}
     */
    protected int tasks(int most) {
        return positionInKafka() ? 1 : most;
    }

    /**
     * Whether every scenario runs in every build, and not only those that differ between workers.
     *
     * @return true for one class of each connector
     */
    protected boolean everyScenario() {
        return !exactlyOnceWorker() || neverTwice();
    }

    @BeforeAll
    final void start(Lab shared) {
        lab = shared;
        topics = new Topics(shared.kafka().bootstrapServers());
        upstream = startUpstream();
    }

    @AfterAll
    final void end() {
        upstream.close();
        upstream.server().close();
        topics.close();
    }

    @BeforeEach
    final void setUp(TestInfo test) {
        String name = getClass().getSimpleName() + "-"
                + test.getTestMethod().orElseThrow().getName();
        bench = new Bench(lab, topics, upstream, lab.worker(exactlyOnceWorker()), name);
    }

    @AfterEach
    final void tearDown() {
        bench.close();
    }

    @Test
    void deliversInOrder() throws Exception {
        bench.create(Map.of());
        bench.send(500);
        bench.checkInOrder("nothing fails");
    }

    @Test
    void crashBeforeKafkaHasTheRecords() throws Exception {
        bench.closeGate();
        bench.create(bench.gated());
        bench.send(300);
        bench.awaitGateReached();
        bench.worker().kill();
        bench.openGate();
        bench.worker().startAgain();
        check("worker killed before Kafka had the records", 0);
    }

    /** A paused task is not polled, and so acknowledges nothing of what Kafka has. */
    @Test
    void crashBetweenKafkasAcknowledgementAndOurs() throws Exception {
        bench.closeGate();
        bench.send(40);
        bench.create(bench.gated());
        bench.awaitGateReached();
        bench.rest().pauseWithoutWaiting(bench.name());
        bench.openGate();
        Waiting.until("Kafka has records", Duration.ofMinutes(2), () -> !bench.bodies()
                .isEmpty());
        bench.worker().kill();
        bench.worker().startAgain();
        bench.rest().resume(bench.name());
        check("worker killed between Kafka's acknowledgement and ours", Bench.WINDOW);
    }

    @Test
    void upstreamIsRestarted() throws Exception {
        assumeEveryScenario();
        bench.create(Map.of());
        bench.send(200);
        upstream.server().stop();
        upstream.server().start();
        bench.send(200);
        check("upstream stopped and started", Bench.WINDOW);
    }

    @Test
    void upstreamIsKilled() throws Exception {
        assumeEveryScenario();
        bench.create(Map.of());
        bench.send(200);
        upstream.server().kill();
        upstream.server().start();
        bench.send(200);
        check("upstream killed and started", Bench.WINDOW);
    }

    @Test
    void connectionIsCut() throws Exception {
        assumeEveryScenario();
        bench.create(Map.of());
        for (int cut = 0; cut < 3; cut++) {
            bench.send(200);
            bench.proxy().cut();
        }
        bench.send(100);
        check("connection reset three times", 3 * Bench.WINDOW);
    }

    @Test
    void connectionIsHalfOpen() throws Exception {
        assumeEveryScenario();
        bench.create(Map.of());
        bench.send(200);
        bench.proxy().strand();
        bench.send(200);
        check("connection half-open", Bench.WINDOW);
    }

    @Test
    void kafkaIsDown() throws Exception {
        assumeEveryScenario();
        bench.create(Map.of());
        bench.send(200);
        bench.check("before the outage", 0);
        lab.kafka().stopBroker(0);
        try {
            bench.send(300);
            Outage.lasts(Outage.of(5, 30));
            if (!positionInKafka()) {
                assertThat(upstream.unsettled(bench.name()))
                        .as("nothing is acknowledged that Kafka does not have")
                        .isEqualTo(300);
            }
        } finally {
            lab.kafka().startBroker(0);
        }
        check("Kafka down", Bench.WINDOW);
    }

    @Test
    void everySecondRecordIsDropped() throws Exception {
        bench.create(bench.keepingOneOf(2));
        List<String> sent = bench.ledger().make(3 * Bench.WINDOW);
        upstream.send(bench.name(), sent);
        bench.ledger()
                .accept(IntStream.range(0, sent.size())
                        .filter(i -> i % 2 == 1)
                        .mapToObj(sent::get)
                        .toList());
        check("a transformation drops every second record", 0);
    }

    @Test
    void everyRecordIsDropped() throws Exception {
        bench.create(bench.keepingOneOf(0));
        upstream.send(bench.name(), bench.ledger().make(3 * Bench.WINDOW));
        bench.awaitSettled();
        assertThat(bench.bodies()).isEmpty();
    }

    @Test
    void messagesAreEqual() throws Exception {
        bench.create(Map.of());
        List<String> equal = Collections.nCopies(3 * Bench.WINDOW, "the same");
        upstream.send(bench.name(), equal);
        Waiting.until(
                "all have arrived", Duration.ofMinutes(2), () -> bench.bodies().size() >= equal.size());
        bench.awaitSettled();
        assertThat(bench.bodies()).isEqualTo(equal);
    }

    @Test
    void pausedStoppedAndReset() throws Exception {
        bench.create(Map.of());
        bench.send(100);
        bench.rest().pause(bench.name());
        bench.send(100);
        bench.rest().resume(bench.name());
        bench.send(100);
        bench.check("paused and resumed", 0);
        bench.rest().stop(bench.name());
        bench.send(100);
        bench.rest().resume(bench.name());
        check("stopped and resumed", 0);
        bench.rest().stop(bench.name());
        bench.rest().resetOffsets(bench.name());
        bench.rest().resume(bench.name());
        int before = bench.ledger().accepted().size();
        bench.send(50);
        if (positionInKafka()) {
            Waiting.until(
                    "all that was there comes again",
                    Duration.ofMinutes(2),
                    () -> bench.bodies().size() == 2 * before + 50);
        } else {
            bench.check("offsets removed", 0);
        }
    }

    @Test
    void tasksBecomeFourAndOneAgain() throws Exception {
        assumeEveryScenario();
        for (String tasks : List.of("1", "4", "1")) {
            bench.rest().put(bench.name(), bench.config(Map.of("tasks.max", tasks)));
            bench.rest().awaitRunning(bench.name(), tasks(Integer.parseInt(tasks)));
            bench.send(300);
        }
        check("tasks 1, 4, 1", Bench.WINDOW);
    }

    /** One of the largest that some systems take over is already too large for Kafka's default. */
    @Test
    void aMessageThatKafkaRefusesStopsTheTaskAndStays() throws Exception {
        assumeEveryScenario();
        bench.create(Map.of());
        upstream.send(bench.name(), List.of("x".repeat(TOO_LARGE)));
        bench.rest().awaitFailed(bench.name());
        if (!positionInKafka()) {
            assertThat(upstream.unsettled(bench.name())).isEqualTo(1);
        }
        passOver(bench.rest(), bench.name(), bench.config(Map.of()));
        bench.send(100);
        check("a message that is too large", Bench.WINDOW);
    }

    /**
     * Makes a source go on behind the first message of a place, which Kafka has refused.
     *
     * @param rest the worker
     * @param connector the connector, whose task has failed
     * @param config its configuration
     */
    protected void passOver(ConnectRest rest, String connector, Map<String, String> config) {
        Map<String, String> tolerant = new TreeMap<>(config);
        tolerant.put("errors.tolerance", "all");
        rest.put(connector, tolerant);
    }

    @Test
    @OnlyLong
    void oneOfTwoWorkersIsKilled() throws Exception {
        try (ConnectWorker other = lab.another(exactlyOnceWorker())) {
            bench.create(Map.of());
            bench.send(300);
            bench.worker().kill();
            bench.send(300);
            other.rest().awaitRunning(bench.name(), 1);
            check("one of two workers killed", Bench.WINDOW);
            bench.worker().startAgain();
        }
    }

    @Test
    @OnlyLong
    void aWorkerThatStoodStillComesBack() throws Exception {
        try (ConnectWorker other = lab.another(exactlyOnceWorker())) {
            bench.create(Map.of());
            bench.send(300);
            bench.worker().freeze(true);
            bench.send(300);
            Outage.lasts(Duration.ofSeconds(10));
            other.rest().awaitRunning(bench.name(), 1);
            bench.worker().freeze(false);
            bench.send(100);
            check("a worker frozen for 10 s", 2 * Bench.WINDOW);
        }
    }

    @Test
    void soak() throws Exception {
        assumeEveryScenario();
        bench.create(Map.of());
        int faults = new Soak(bench, System.getProperty("holdfast.contract.seed")).run(Outage.of(10, 60));
        check("soak with " + faults + " faults", (faults + 1) * Bench.WINDOW);
    }

    private void check(String what, int mostDuplicates) {
        if (neverTwice()) {
            bench.checkInOrder(what);
        } else {
            bench.check(what, mostDuplicates);
        }
    }

    private void assumeEveryScenario() {
        assumeTrue(everyScenario() || Outage.isLong(), "this scenario does not differ between workers; -Plong runs it");
    }
}
