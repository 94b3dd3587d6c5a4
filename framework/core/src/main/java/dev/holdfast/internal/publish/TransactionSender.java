package dev.holdfast.internal.publish;

import dev.holdfast.PublishException;
import dev.holdfast.internal.invoke.RecordSize;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the transactions of all threads and writes them one after the other on a thread of its own. */
final class TransactionSender {
    private static final Logger LOG = LoggerFactory.getLogger(TransactionSender.class);
    private static final int WAITING_AT_MOST = 1_000;
    private static final Duration BOUND = Duration.ofSeconds(60);

    private final int maxRequestSize;
    private final TransactionWriter writer;
    private final TransactionTopics topics;
    private final ThreadPoolExecutor thread;

    TransactionSender(ProducerSettings settings, String transactionalId, Admin admin) {
        this.maxRequestSize = settings.maxRequestSize();
        this.writer = new TransactionWriter(
                () -> new KafkaProducer<>(settings.transactional(transactionalId)),
                transactionalId,
                BOUND,
                System::nanoTime);
        this.topics = new TransactionTopics(admin);
        this.thread =
                new ThreadPoolExecutor(0, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(WAITING_AT_MOST), task -> {
                    Thread created = new Thread(task, "holdfast-publisher-transactions");
                    created.setDaemon(true);
                    return created;
                });
    }

    /** Completes when all records are committed; fails with what is wrong with the first that is refused. */
    CompletableFuture<List<RecordMetadata>> send(List<ProducerRecord<byte[], byte[]>> records) {
        if (records.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        CompletableFuture<List<RecordMetadata>> result = new CompletableFuture<>();
        for (ProducerRecord<byte[], byte[]> each : records) {
            int size = RecordSize.atMost(each);
            if (size > maxRequestSize) {
                result.completeExceptionally(Sender.tooLarge(each.topic(), size, maxRequestSize));
                return result;
            }
        }
        try {
            thread.execute(() -> write(records, result));
        } catch (RejectedExecutionException e) {
            String topic = records.get(0).topic();
            String why = thread.isShutdown()
                    ? "The application was closed."
                    : WAITING_AT_MOST + " transactions wait already. Nothing was sent.";
            result.completeExceptionally(new PublishException(topic, why, e));
        }
        return result;
    }

    private void write(List<ProducerRecord<byte[], byte[]>> records, CompletableFuture<List<RecordMetadata>> result) {
        try {
            records.stream().map(ProducerRecord::topic).distinct().forEach(topics::require);
            result.complete(writer.write(records));
        } catch (PublishException e) {
            topics.forgetAll();
            result.completeExceptionally(e);
        } catch (RuntimeException e) {
            result.completeExceptionally(new PublishException(records.get(0).topic(), "A transaction failed: " + e, e));
        }
    }

    /** Waits for those that were taken; then what is under way is ended, and those that still wait fail. */
    void close(Duration timeout) {
        thread.shutdown();
        if (!awaitEnd(timeout)) {
            LOG.warn(
                    "transactions are under way while the application is closed; their stages say what becomes of them");
        }
        writer.stop();
    }

    private boolean awaitEnd(Duration timeout) {
        try {
            return thread.awaitTermination(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
