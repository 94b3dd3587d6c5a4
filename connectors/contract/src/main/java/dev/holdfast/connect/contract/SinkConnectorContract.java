package dev.holdfast.connect.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.connect.lab.ConnectRest;
import dev.holdfast.connect.lab.ConnectWorker;
import dev.holdfast.connect.lab.TcpProxy;
import dev.holdfast.connect.lab.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;

/**
 * What a sink must do: every record of its topic comes to the other system or, alone, to the dead-letter queue, whatever
 * fails; how often a record may come twice is what {@link #idempotent} says.
 *
 * <p>Records are JSON: texts, which sinks write, and objects, which the sinks here can't write.
 */
@NeedsServer
@WithLab
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class SinkConnectorContract {
    private static final int BATCH = 100;
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private Lab lab;
    private Topics topics;
    private Downstream downstream;
    private ConnectWorker worker;
    private TcpProxy proxy;
    private Ledger ledger;
    private String name;

    /** For subclasses. */
    protected SinkConnectorContract() {}

    /**
     * Starts the other system.
     *
     * @return it, running
     */
    protected abstract Downstream startDownstream();

    /**
     * Whether a record that is written again leaves the other system as it was.
     *
     * @return true if there are no duplicates
     */
    protected abstract boolean idempotent();

    /**
     * Whether the other system's own offsets are reset with Kafka's, so that everything is there again where repetitions are
     * told by these.
     *
     * @return true if a reset makes duplicates
     */
    protected boolean resetMakesDuplicates() {
        return !idempotent();
    }

    @BeforeAll
    final void start(Lab shared) {
        lab = shared;
        topics = new Topics(shared.kafka().bootstrapServers());
        downstream = startDownstream();
        worker = shared.worker(false);
    }

    @AfterAll
    final void end() {
        downstream.close();
        downstream.server().close();
        topics.close();
    }

    @BeforeEach
    final void setUp(TestInfo test) {
        name = getClass().getSimpleName() + "-"
                + test.getTestMethod().orElseThrow().getName();
        ledger = new Ledger();
        proxy = new TcpProxy(downstream.server().port());
        lab.kafka().createTopic(name, 1, 1);
        lab.kafka().createTopic(name + ".refused", 1, 1);
        downstream.create(name);
    }

    @AfterEach
    final void tearDown() {
        rest().delete(name);
        proxy.close();
    }

    @Test
    void deliversInOrder() {
        create(Map.of());
        write(500);
        ledger.checkInOrder("nothing fails", this::received);
    }

    @Test
    void aRecordThatCannotBeWrittenIsReportedAloneAndTheRestIsWritten() {
        create(Map.of(
                "errors.tolerance", "all",
                "errors.deadletterqueue.topic.name", name + ".refused",
                "errors.deadletterqueue.topic.replication.factor", "1",
                "errors.deadletterqueue.context.headers.enable", "true"));
        write(150);
        topics.write(name, List.of("{\"no\":\"text\"}"));
        write(150);
        check("one record of 301 can't be written", 0);
        try (Topics.Reader refused = topics.follow(name + ".refused")) {
            Waiting.until("the record is reported", LIMIT, () -> !refused.poll().isEmpty());
            assertThat(refused.bodies()).containsExactly("{\"no\":\"text\"}");
            assertThat(refused.poll().get(0).headers().toArray())
                    .extracting(Header::key)
                    .contains("__connect.errors.topic", "__connect.errors.exception.class.name");
        }
    }

    @Test
    void aRecordThatCannotBeWrittenStopsTheTaskUnlessThatIsTolerated() {
        create(Map.of());
        topics.write(name, List.of("{\"no\":\"text\"}"));
        assertThat(rest().awaitFailed(name)).contains("not bytes or text");
    }

    @Test
    void crashWhileRecordsAreWritten() throws Exception {
        create(Map.of());
        write(2_000);
        Waiting.until("some records are written", LIMIT, () -> !received().isEmpty());
        worker.kill();
        worker.startAgain();
        rest().awaitRunning(name, 1);
        // Offsets are committed every second, so what was written in about that time may come again.
        check("worker killed while it wrote", 2_000);
    }

    @Test
    void downstreamIsStoppedAndKilled() {
        create(Map.of());
        write(500);
        downstream.server().stop();
        downstream.server().start();
        write(500);
        downstream.server().kill();
        downstream.server().start();
        write(100);
        check("downstream stopped and killed", 2 * BATCH);
    }

    @Test
    void connectionIsCutAndHalfOpen() {
        create(Map.of());
        write(500);
        proxy.cut();
        write(500);
        proxy.strand();
        write(500);
        check("connection reset and half-open", 2 * BATCH);
    }

    @Test
    void everythingIsWrittenAgainWhenOffsetsAreReset() throws Exception {
        create(Map.of());
        write(300);
        check("before offsets are reset", 0);
        rest().stop(name);
        rest().resetOffsets(name);
        write(50);
        rest().resume(name);
        if (!resetMakesDuplicates()) {
            check("written again from offset 0", 0);
        } else {
            Waiting.until("everything is there again", LIMIT, () -> received().size() == 300 + 350);
        }
    }

    private void create(Map<String, String> more) {
        Map<String, String> config = new TreeMap<>(downstream.sink(name, name, proxy.port()));
        config.put("topics", name);
        config.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        config.put("value.converter.schemas.enable", "false");
        config.put("consumer.override.max.poll.records", Integer.toString(BATCH));
        config.put("retry.backoff.max.ms", "1000");
        config.putAll(more);
        rest().create(name, config);
    }

    private void write(int count) {
        List<String> bodies = ledger.make(count);
        topics.write(name, bodies.stream().map(body -> "\"" + body + "\"").toList());
        ledger.accept(bodies);
    }

    private void check(String what, int mostDuplicates) {
        ledger.check(what, this::received, idempotent() ? 0 : mostDuplicates);
    }

    private List<String> received() throws Exception {
        return downstream.received(name);
    }

    private ConnectRest rest() {
        return worker.rest();
    }
}
