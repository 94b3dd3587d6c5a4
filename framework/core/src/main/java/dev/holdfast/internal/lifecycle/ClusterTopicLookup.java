package dev.holdfast.internal.lifecycle;

import dev.holdfast.internal.poll.TopicLookup;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/** Asks the cluster for topics through the application's admin client. */
final class ClusterTopicLookup implements TopicLookup {
    private static final Duration ATMOST = Duration.ofSeconds(10);

    private final Admin admin;
    private final String clusterId;

    ClusterTopicLookup(Admin admin, String clusterId) {
        this.admin = admin;
        this.clusterId = clusterId;
    }

    @Override
    public Map<String, Described> describe(Set<String> topics) {
        try {
            Map<String, Described> described = new HashMap<>();
            admin.describeTopics(topics)
                    .allTopicNames()
                    .get(ATMOST.toMillis(), TimeUnit.MILLISECONDS)
                    .forEach((name, topic) -> described.put(
                            name,
                            new Described(
                                    clusterId,
                                    topic.topicId(),
                                    topic.partitions().size())));
            return described;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (TimeoutException e) {
            throw new org.apache.kafka.common.errors.TimeoutException("topics were not described in time", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        }
    }
}
