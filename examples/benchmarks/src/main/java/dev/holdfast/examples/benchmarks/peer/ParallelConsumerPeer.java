package dev.holdfast.examples.benchmarks.peer;

import dev.holdfast.examples.benchmarks.trial.Contestant;
import dev.holdfast.examples.benchmarks.trial.Peer;
import dev.holdfast.examples.benchmarks.trial.Task;
import io.confluent.parallelconsumer.ParallelConsumerOptions;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ParallelConsumerOptionsBuilder;
import io.confluent.parallelconsumer.ParallelConsumerOptions.ProcessingOrder;
import io.confluent.parallelconsumer.ParallelStreamProcessor;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Confluent's Parallel Consumer, on the same version of Kafka's clients as all others. */
public final class ParallelConsumerPeer {
    /** The beginning of its name in tables. */
    public static final String NAME = "Parallel Consumer";

    private static final int POLL_RECORDS = 5_000;

    private ParallelConsumerPeer() {}

    /**
     * As it is.
     *
     * @param order the order to keep
     * @return the contestant
     */
    public static Contestant defaults(ProcessingOrder order) {
        return contestant(order, Contestant.DEFAULTS, true, Map.of(), options -> options);
    }

    /**
     * With batches, by which several records share what a call of the handler costs, and polls as large as Holdfast's.
     *
     * @param order the order to keep
     * @param batch records a call at most
     * @param concurrency calls at a time
     * @return the contestant
     */
    public static Contestant batches(ProcessingOrder order, int batch, int concurrency) {
        return contestant(
                order,
                "batches of " + batch + ", " + concurrency + " threads",
                true,
                Map.of("max.poll.records", POLL_RECORDS),
                options -> options.batchSize(batch).maxConcurrency(concurrency));
    }

    /**
     * With a thread for each of many records.
     *
     * @param order the order to keep
     * @param concurrency records at a time
     * @return the contestant
     */
    public static Contestant concurrent(ProcessingOrder order, int concurrency) {
        return contestant(
                order,
                concurrency + " threads",
                false,
                Map.of("max.poll.records", POLL_RECORDS),
                options -> options.maxConcurrency(concurrency));
    }

    private static Contestant contestant(
            ProcessingOrder order,
            String tuning,
            boolean slow,
            Map<String, Object> consumer,
            UnaryOperator<ParallelConsumerOptionsBuilder<byte[], byte[]>> more) {
        String name = NAME + " " + order.name().toUpperCase(Locale.ROOT);
        boolean ordered = order == ProcessingOrder.KEY;
        return new Contestant(name, tuning, ordered, slow, task -> start(task, order, consumer, more));
    }

    private static Peer.Running start(
            Task task,
            ProcessingOrder order,
            Map<String, Object> more,
            UnaryOperator<ParallelConsumerOptionsBuilder<byte[], byte[]>> tuning) {
        KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Settings.consumer(task, more), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        ParallelStreamProcessor<byte[], byte[]> processor = ParallelStreamProcessor.createEosStreamProcessor(
                tuning.apply(ParallelConsumerOptions.<byte[], byte[]>builder()
                                .ordering(order)
                                .consumer(consumer))
                        .build());
        processor.subscribe(List.of(task.source().topic()));
        processor.poll(records -> records.forEach(record -> task.handler().handle(record.value())));
        return processor::closeDrainFirst;
    }
}
