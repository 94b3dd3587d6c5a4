package dev.holdfast.connect.contract;

import dev.holdfast.connect.lab.ConnectWorker;
import dev.holdfast.connect.lab.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How fast a source is beside a plain loop of the clients that does the same job. Both copy the same messages, and the time is
 * that between the first and the last record in the topic, by the broker's clock, so that no start counts. It prints
 * figures and asserts only that everything arrives; no build runs it, {@code -Dit.test=NatsThroughput} does.
 */
@NeedsServer
@WithLab
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class Throughput {
    private static final Logger LOG = LoggerFactory.getLogger(Throughput.class);
    private static final int MESSAGES = Integer.getInteger("holdfast.throughput.messages", 100_000);
    private static final int RUNS = Integer.getInteger("holdfast.throughput.runs", 3);
    private static final int BYTES = 200;
    private static final int AT_A_TIME = 5_000;
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private Lab lab;
    private Topics topics;
    private Upstream upstream;
    private ConnectWorker worker;

    /** For subclasses. */
    protected Throughput() {}

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
     * Copies messages to a topic as a plain program would that loses none: it acknowledges a message when Kafka has it.
     *
     * @param place where they are
     * @param topic where they go
     * @param kafka the bootstrap servers
     * @param count how many there are
     * @throws Exception if something fails
     */
    protected abstract void plainLoop(String place, String topic, String kafka, int count) throws Exception;

    @BeforeAll
    final void start(Lab shared) {
        lab = shared;
        topics = new Topics(shared.kafka().bootstrapServers());
        upstream = startUpstream();
        worker = shared.measured(exactlyOnceWorker());
    }

    @AfterAll
    final void end() {
        worker.close();
        upstream.close();
        upstream.server().close();
        topics.close();
    }

    @Test
    void besideAPlainLoop() throws Exception {
        for (int run = 0; run <= RUNS; run++) {
            double plain = plain(getClass().getSimpleName() + "-plain-" + run);
            double connector = connector(getClass().getSimpleName() + "-connector-" + run);
            LOG.info(String.format(
                    Locale.ROOT,
                    "%s: %s plain loop %,.0f messages/s, connector %,.0f messages/s, %.2f of it",
                    getClass().getSimpleName(),
                    run == 0 ? "(to warm up)" : "run " + run,
                    plain,
                    connector,
                    connector / plain));
        }
    }

    private double plain(String name) throws Exception {
        prepare(name);
        plainLoop(name, name, lab.kafka().bootstrapServers(), MESSAGES);
        return perSecond(name);
    }

    private double connector(String name) throws Exception {
        prepare(name);
        Map<String, String> config =
                new TreeMap<>(upstream.source(name, name, upstream.server().port()));
        worker.rest().create(name, config);
        try {
            return perSecond(name);
        } finally {
            worker.rest().delete(name);
        }
    }

    private long end(String topic) throws Exception {
        TopicPartition only = new TopicPartition(topic, 0);
        return lab.kafka()
                .admin()
                .listOffsets(Map.of(only, OffsetSpec.latest()))
                .partitionResult(only)
                .get()
                .offset();
    }

    private void prepare(String name) throws Exception {
        lab.kafka().createTopic(name, 1, 1, Map.of("message.timestamp.type", "LogAppendTime"));
        upstream.create(name);
        String padding = "x".repeat(BYTES);
        for (int first = 0; first < MESSAGES; first += AT_A_TIME) {
            upstream.send(
                    name,
                    IntStream.range(first, Math.min(MESSAGES, first + AT_A_TIME))
                            .mapToObj(i -> (i + padding).substring(0, BYTES))
                            .toList());
        }
    }

    private double perSecond(String topic) {
        // Reading meanwhile would take time from who writes; with transactions the end says a little too much.
        Waiting.until("all may have arrived", LIMIT, () -> end(topic) >= MESSAGES);
        try (Topics.Reader reader = topics.follow(topic)) {
            Waiting.until("all have arrived", LIMIT, () -> reader.poll().size() >= MESSAGES);
            List<ConsumerRecord<String, byte[]>> records = reader.poll();
            long millis = records.get(MESSAGES - 1).timestamp() - records.get(0).timestamp();
            return MESSAGES * 1000.0 / millis;
        }
    }
}
