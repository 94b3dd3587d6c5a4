package dev.holdfast.examples.bridge;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The system at the other end of the bridge, with one place that the source reads and one that the sink writes. */
interface OtherSystem extends AutoCloseable {
    /** What to call it in texts. */
    String name();

    /** Whether what comes from it to Kafka comes once, on a worker with exactly-once support. */
    boolean exactlyOnceToKafka();

    /** Sends messages to the place that the source reads, and returns when the system has them. One thread. */
    void send(List<String> bodies) throws Exception;

    /** Gives everything that the sink writes, once for each time that it is there, on a thread of the client. */
    void receive(Consumer<String> each) throws Exception;

    /** The source's configuration without its topic. */
    Map<String, String> source();

    /** The sink's configuration without its topic. */
    Map<String, String> sink();

    @Override
    void close();
}
