package dev.holdfast.internal.topic;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * An admin client whose first answers about a topic come from a broker that does not know it yet. All other answers are
 * the cluster's own.
 */
final class LateNews {
    private final Admin real;
    private final String topic;
    private final int unknownAnswers;
    private final AtomicInteger asked = new AtomicInteger();

    LateNews(Admin real, String topic, int unknownAnswers) {
        this.real = real;
        this.topic = topic;
        this.unknownAnswers = unknownAnswers;
    }

    /** How often the topic was asked for. */
    int asked() {
        return asked.get();
    }

    Admin admin() {
        return (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    Object answer;
                    try {
                        answer = method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                    return answer instanceof DescribeTopicsResult topics
                                    && ((Collection<?>) arguments[0]).contains(topic)
                                    && asked.incrementAndGet() <= unknownAnswers
                            ? without(topics)
                            : answer;
                });
    }

    private DescribeTopicsResult without(DescribeTopicsResult topics) {
        Map<String, KafkaFuture<TopicDescription>> answers = new HashMap<>(topics.topicNameValues());
        answers.computeIfPresent(
                topic,
                (name, there) -> there.thenApply(description -> {
                    throw new UnknownTopicOrPartitionException("this broker has not heard of " + name);
                }));
        return new Changed(answers);
    }

    private static final class Changed extends DescribeTopicsResult {
        Changed(Map<String, KafkaFuture<TopicDescription>> answers) {
            super(null, answers);
        }
    }
}
