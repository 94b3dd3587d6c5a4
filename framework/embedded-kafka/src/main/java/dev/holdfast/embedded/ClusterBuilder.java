package dev.holdfast.embedded;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Describes a cluster and starts it. A builder belongs to one thread; it may start several clusters.
 *
 * @param <C> the kind of cluster that is started
 */
public final class ClusterBuilder<C extends Cluster> {
    private final Function<ClusterSettings, C> starter;
    private final Map<String, String> config = new HashMap<>();
    private final List<Integer> detours = new ArrayList<>();
    private int brokers = 1;
    private Duration startTimeout = Duration.ofMinutes(2);

    ClusterBuilder(Function<ClusterSettings, C> starter) {
        this.starter = starter;
    }

    /**
     * Sets the number of brokers. Default: 1.
     *
     * @param count at least 1
     * @return this builder
     */
    public ClusterBuilder<C> brokers(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("A cluster needs at least 1 broker, not " + count);
        }
        this.brokers = count;
        return this;
    }

    /**
     * Sets a configuration key of every broker, in place of this module's default or Kafka's.
     *
     * @param key any broker configuration key but those of identity, ports and directories
     * @param value its value
     * @return this builder
     * @throws IllegalArgumentException if the cluster must decide this key itself
     */
    public ClusterBuilder<C> config(String key, String value) {
        NodeSettings.requireFree(key);
        config.put(key, value);
        return this;
    }

    /**
     * Gives each broker a second address for clients, at which somebody else listens and passes on what they say, for example
     * to lose some of it. Clients that begin there are told the addresses of all detours and keep to them; brokers among
     * themselves, and clients that begin at {@link Cluster#bootstrapServers}, don't. None unless this is called.
     *
     * @param ports a port on the loopback interface for each broker, in the order of their node ids; behind it is
     *     {@link ProcessCluster#detourEnd}
     * @return this builder
     */
    public ClusterBuilder<C> detours(List<Integer> ports) {
        detours.clear();
        detours.addAll(ports);
        return this;
    }

    /**
     * Sets how long each broker may take to start before {@link ClusterException} is thrown. Default: 2 minutes.
     *
     * @param timeout a positive duration
     * @return this builder
     */
    public ClusterBuilder<C> startTimeout(Duration timeout) {
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("The start timeout must be positive, not " + timeout);
        }
        this.startTimeout = timeout;
        return this;
    }

    /**
     * Starts all brokers, in parallel, and returns when each is ready for clients.
     *
     * @return the running cluster; whoever calls this closes it
     * @throws IllegalStateException if there are detours, but not one for each broker
     * @throws ClusterException if a broker can't be started; nothing is left running then
     */
    public C start() {
        if (!detours.isEmpty() && detours.size() != brokers) {
            throw new IllegalStateException(brokers + " brokers can't have " + detours.size() + " detours");
        }
        return starter.apply(new ClusterSettings(brokers, config, detours, startTimeout));
    }
}
