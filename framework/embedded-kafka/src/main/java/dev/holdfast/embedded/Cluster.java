package dev.holdfast.embedded;

import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/**
 * A running Kafka cluster of combined nodes: each is a broker and a controller at once. Node ids are 0 to
 * {@code brokers() - 1}, and every method that takes or returns a broker means its node id.
 *
 * <p>All methods may be called from any thread; starts and stops of brokers run one after the other. Methods that ask the
 * cluster block until it answers, 60 seconds at most, and then throw {@link ClusterException}.
 */
public sealed interface Cluster extends AutoCloseable permits KafkaCluster, ProcessCluster {
    /**
     * Returns the addresses of all brokers, running or not. They stay the same over restarts.
     *
     * @return addresses in the form that {@code bootstrap.servers} wants
     */
    String bootstrapServers();

    /**
     * Returns how many brokers the cluster was started with.
     *
     * @return the number of brokers, at least 1
     */
    int brokers();

    /**
     * Returns an admin client of this cluster. It is shared by all callers and closed with the cluster.
     *
     * @return the admin client
     */
    Admin admin();

    /**
     * Creates a topic and waits until every broker that is at work knows it, with a leader for each partition.
     *
     * @param name the topic's name
     * @param partitions how many partitions it has
     * @param replicas how many replicas each partition has
     * @throws ClusterException if the topic exists or the cluster refuses it
     */
    default void createTopic(String name, int partitions, int replicas) {
        createTopic(name, partitions, replicas, Map.of());
    }

    /**
     * Creates a topic and waits until every broker that is at work knows it, with a leader for each partition.
     *
     * @param name the topic's name
     * @param partitions how many partitions it has
     * @param replicas how many replicas each partition has
     * @param configs the topic's own configuration, empty for the brokers' defaults
     * @throws ClusterException if the topic exists or the cluster refuses it
     */
    default void createTopic(String name, int partitions, int replicas, Map<String, String> configs) {
        new ClusterQueries(this).createTopic(name, partitions, replicas, configs);
    }

    /**
     * Finds the leader of a partition, waiting while there is none.
     *
     * @param topic the topic's name
     * @param partition the partition's number
     * @return the leader's node id
     */
    default int leaderOf(String topic, int partition) {
        return new ClusterQueries(this).leaderOf(topic, partition);
    }

    /**
     * Finds the broker that coordinates a consumer group. The group need not exist, but some group must have been used
     * before, because the first one creates the topic that coordinators are derived from.
     *
     * @param groupId the group's id
     * @return the coordinator's node id
     */
    default int groupCoordinator(String groupId) {
        return new ClusterQueries(this).coordinator("__consumer_offsets", groupId);
    }

    /**
     * Finds the broker that coordinates a transactional id. Some transaction must have been started before, because the
     * first one creates the topic that coordinators are derived from.
     *
     * @param transactionalId the producer's {@code transactional.id}
     * @return the coordinator's node id
     */
    default int transactionCoordinator(String transactionalId) {
        return new ClusterQueries(this).coordinator("__transaction_state", transactionalId);
    }

    /**
     * Finds the active controller.
     *
     * @return the node id of the quorum's leader
     */
    default int controllerId() {
        return new ClusterQueries(this).controllerId();
    }

    /**
     * Stops a broker, and the controller beside it, in good order: leaderships are handed over first.
     *
     * @param broker the node id of a running broker
     * @throws IllegalStateException if it isn't running
     */
    void stopBroker(int broker);

    /**
     * Starts a broker that doesn't run on its old data and ports, and returns when it serves clients.
     *
     * @param broker the node id of a broker that isn't running
     * @throws IllegalStateException if it runs already, or the cluster is closed
     * @throws ClusterException if it can't be started, for example because another program has taken its port
     */
    void startBroker(int broker);

    /**
     * Stops a broker and starts it again on its data.
     *
     * @param broker the node id of a running broker
     */
    default void restartBroker(int broker) {
        stopBroker(broker);
        startBroker(broker);
    }

    /** Stops all brokers and deletes their data. Closing twice does nothing. */
    @Override
    void close();
}
