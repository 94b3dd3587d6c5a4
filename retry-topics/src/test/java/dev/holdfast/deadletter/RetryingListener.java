package dev.holdfast.deadletter;

import java.util.Map;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
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

/** An application of Spring for Apache Kafka with retry topics, whose listener always fails. */
@Configuration(proxyBeanMethods = false)
@EnableKafka
@EnableKafkaRetryTopic
class RetryingListener {
    static final String TOPIC = "spring-orders";

    /** Starts it; whoever calls this closes it. */
    static AnnotationConfigApplicationContext start(String bootstrapServers) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean("cluster", Cluster.class, () -> new Cluster(bootstrapServers));
        context.register(RetryingListener.class);
        context.refresh();
        return context;
    }

    @RetryableTopic(attempts = "2", backOff = @BackOff(delay = 50))
    @KafkaListener(topics = TOPIC, groupId = "billing")
    void bill(byte[] order) {
        throw new IllegalStateException("no answer");
    }

    @Bean
    ConcurrentKafkaListenerContainerFactory<byte[], byte[]> kafkaListenerContainerFactory(Cluster cluster) {
        ConcurrentKafkaListenerContainerFactory<byte[], byte[]> factory =
                new ConcurrentKafkaListenerContainerFactory<>();
        factory.setConsumerFactory(new DefaultKafkaConsumerFactory<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers(), "auto.offset.reset", "earliest"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer()));
        return factory;
    }

    @Bean
    KafkaTemplate<byte[], byte[]> defaultRetryTopicKafkaTemplate(Cluster cluster) {
        return new KafkaTemplate<>(new DefaultKafkaProducerFactory<>(
                Map.of("bootstrap.servers", cluster.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer()));
    }

    @Bean
    KafkaAdmin admin(Cluster cluster) {
        return new KafkaAdmin(Map.of("bootstrap.servers", cluster.bootstrapServers()));
    }

    @Bean
    TaskScheduler scheduler() {
        return new ThreadPoolTaskScheduler();
    }

    /** Where the brokers are. */
    record Cluster(String bootstrapServers) {}
}
