package dev.holdfast.internal.publish;

import dev.holdfast.PublishException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Makes sure that a topic exists before a transaction's producer hears of it: brokers may create what producers ask for,
 * and one unknown topic spoils a whole transaction. Confined to the transactions' thread.
 */
final class TransactionTopics {
    private static final long PAUSE_NANOS = Duration.ofMillis(100).toNanos();
    private static final Duration ANSWER = Duration.ofSeconds(20);
    // A topic that was just created is not known to all brokers at once.
    private static final Duration UNKNOWN_AT_LEAST = Duration.ofSeconds(1);

    private final Admin admin;
    private final Set<String> known = new HashSet<>();

    TransactionTopics(Admin admin) {
        this.admin = admin;
    }

    /** Throws if the topic is not there or can't be looked up. */
    void require(String topic) {
        if (known.contains(topic)) {
            return;
        }
        long begin = System.nanoTime();
        while (true) {
            try {
                describe(topic);
                known.add(topic);
                return;
            } catch (UnknownTopicOrPartitionException e) {
                if (System.nanoTime() - begin > UNKNOWN_AT_LEAST.toNanos()) {
                    throw new PublishException(topic, DestinationCheck.refusal(topic, e), e);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
            } catch (RuntimeException e) {
                throw new PublishException(topic, DestinationCheck.refusal(topic, e), e);
            }
        }
    }

    /** The next transaction asks again, as the topic may have been deleted. */
    void forgetAll() {
        known.clear();
    }

    private void describe(String topic) {
        DescribeTopicsOptions options = new DescribeTopicsOptions().timeoutMs((int) ANSWER.toMillis());
        KafkaFuture<?> answer =
                admin.describeTopics(List.of(topic), options).topicNameValues().get(topic);
        if (answer == null) {
            throw new IllegalStateException("no answer for " + topic);
        }
        try {
            Object unused = answer.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException known ? known : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
