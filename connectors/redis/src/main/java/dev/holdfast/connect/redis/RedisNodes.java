package dev.holdfast.connect.redis;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * The connections of one session: one, or one to each node of a cluster that has keys of the session. Which node has which
 * slots is asked once; when slots move, Redis answers with an error, the session ends, and the next one asks again.
 */
final class RedisNodes implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisNodes.class);

    private final RedisAddress address;
    private final String clientName;
    private final Map<HostAndPort, Jedis> open = new HashMap<>();

    /** The node of each range of slots, by its first slot; a single entry without a cluster. */
    private final TreeMap<Integer, HostAndPort> owners = new TreeMap<>();

    private RedisNodes(RedisAddress address, String clientName) {
        this.address = address;
        this.clientName = clientName;
    }

    static RedisNodes open(RedisAddress address, String clientName) throws Exception {
        RedisNodes nodes = new RedisNodes(address, clientName);
        try {
            return RedisErrors.lasting(() -> {
                nodes.find();
                return nodes;
            });
        } catch (Exception e) {
            nodes.close();
            throw e;
        }
    }

    /** The connection for a key. */
    Jedis of(String key) {
        return at(owners.floorEntry(slot(key)).getValue());
    }

    /** Keys that one command may name together: all of them, or in a cluster those of one slot. */
    List<List<String>> together(Collection<String> keys) {
        Map<Integer, List<String>> groups = new LinkedHashMap<>();
        for (String key : keys) {
            groups.computeIfAbsent(slot(key), slot -> new ArrayList<>()).add(key);
        }
        return List.copyOf(groups.values());
    }

    @Override
    public void close() {
        for (Jedis jedis : open.values()) {
            try {
                jedis.close();
            } catch (JedisException e) {
                LOG.debug("A connection could not be closed in good order", e);
            }
        }
        open.clear();
    }

    private int slot(String key) {
        return address.isCluster() ? JedisClusterCRC16.getSlot(key) : 0;
    }

    private Jedis at(HostAndPort node) {
        return open.computeIfAbsent(node, missing -> address.open(missing, clientName));
    }

    private void find() {
        JedisConnectionException unreachable = null;
        for (HostAndPort node : address.nodes()) {
            try {
                Jedis jedis = at(node);
                if (address.isCluster()) {
                    readOwners(Replies.list(jedis.sendCommand(Protocol.Command.CLUSTER, "SLOTS")), node);
                } else {
                    owners.put(0, node);
                }
                return;
            } catch (JedisConnectionException e) {
                unreachable = e;
            }
        }
        throw unreachable == null ? new JedisConnectionException("no node is named") : unreachable;
    }

    /** Each range is its first slot, its last slot, and nodes, the first of which takes writes. */
    private void readOwners(List<?> ranges, HostAndPort asked) {
        for (Object range : ranges) {
            if (range instanceof List<?> parts
                    && parts.get(0) instanceof Long first
                    && parts.get(2) instanceof List<?> master
                    && master.get(0) instanceof byte[] host
                    && master.get(1) instanceof Long port) {
                String name = host.length == 0 ? asked.getHost() : new String(host, StandardCharsets.UTF_8);
                owners.put(first.intValue(), new HostAndPort(name, port.intValue()));
            }
        }
        if (owners.isEmpty() || owners.firstKey() != 0) {
            throw new JedisException("the cluster does not say who has which slots");
        }
    }
}
