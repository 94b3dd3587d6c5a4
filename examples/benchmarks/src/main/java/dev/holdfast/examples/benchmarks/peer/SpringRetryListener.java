package dev.holdfast.examples.benchmarks.peer;

import dev.holdfast.examples.benchmarks.trial.Task;
import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.kafka.annotation.BackOff;
import org.springframework.kafka.annotation.EnableKafka;
import org.springframework.kafka.annotation.EnableKafkaRetryTopic;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.annotation.RetryableTopic;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/** An application of Spring for Apache Kafka with a retry topic. */
@Configuration(proxyBeanMethods = false)
@EnableKafka
@EnableKafkaRetryTopic
class SpringRetryListener {
    private final Task task;

    SpringRetryListener(Work work) {
        this.task = work.task();
    }

    @RetryableTopic(
            attempts = "2",
            backOff = @BackOff(delay = 1_000),
            numPartitions = "#{@work.partitions()}",
            concurrency = "#{@work.threads()}")
    @KafkaListener(
            topics = "#{@work.task().source().topic()}",
            groupId = "#{@work.task().group()}",
            concurrency = "#{@work.threads()}")
    void handle(byte[] value) {
        task.handler().handle(value);
    }

    @Bean
    ConcurrentKafkaListenerContainerFactory<byte[], byte[]> kafkaListenerContainerFactory() {
        ConcurrentKafkaListenerContainerFactory<byte[], byte[]> factory =
                new ConcurrentKafkaListenerContainerFactory<>();
        factory.setConsumerFactory(new DefaultKafkaConsumerFactory<>(
                Settings.consumer(task, Map.of()), new ByteArrayDeserializer(), new ByteArrayDeserializer()));
        return factory;
    }

    @Bean
    KafkaTemplate<byte[], byte[]> defaultRetryTopicKafkaTemplate() {
        return new KafkaTemplate<>(new DefaultKafkaProducerFactory<>(
                Map.of("bootstrap.servers", task.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer()));
    }

    @Bean
    KafkaAdmin admin() {
        return new KafkaAdmin(Map.of("bootstrap.servers", task.bootstrapServers()));
    }

    @Bean
    TaskScheduler scheduler() {
        return new ThreadPoolTaskScheduler();
    }

    /** What it is to do, and how. */
    record Work(Task task, int threads, int partitions) {}
}
