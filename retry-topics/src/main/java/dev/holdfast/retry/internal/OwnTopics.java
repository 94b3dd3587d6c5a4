package dev.holdfast.retry.internal;

import dev.holdfast.Order;
import dev.holdfast.spi.DerivedTopic;
import dev.holdfast.spi.HandlerInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The names of the topics that belong to a handler: {@code <topic>.<group>.<role>}. Their pattern is API. */
public final class OwnTopics {
    private static final String RETRY = "retry.";
    private static final String REDRIVE = "redrive";
    private static final String DEAD_LETTER = "dead-letter";
    private static final String HELD = "held";
    private static final String COMMANDS = "commands";
    private static final Duration MARGIN = Duration.ofDays(1);
    private static final int HEADROOM_BYTES = 64 * 1024;
    /** For how long retry topics keep records beyond the longest delay. */
    static final Duration AT_LEAST = Duration.ofDays(7);

    private final HandlerInfo handler;

    /**
     * Names the topics of a handler.
     *
     * @param handler the handler
     */
    public OwnTopics(HandlerInfo handler) {
        this.handler = handler;
    }

    /**
     * A topic from which the handler reads records again.
     *
     * @param source the handled topic that it belongs to
     * @param tier the number of the retry topic, from 1; 0 for the one of redrives
     */
    record Found(String source, int tier) {}

    /**
     * Tells whether the handler reads records again from a topic, under this definition or another.
     *
     * @param topic its name
     * @return whether it belongs to the handler
     */
    public boolean isRead(String topic) {
        return find(topic) != null;
    }

    @Nullable
    Found find(String topic) {
        if (handler.topics().contains(topic)) {
            return null;
        }
        for (String source : handler.topics()) {
            String prefix = prefix(source);
            if (topic.startsWith(prefix)) {
                String role = topic.substring(prefix.length());
                if (role.equals(REDRIVE)) {
                    return new Found(source, 0);
                }
                if (role.matches("retry\\.[1-9]\\d{0,2}")) {
                    return new Found(source, Integer.parseInt(role.substring(RETRY.length())));
                }
            }
        }
        return null;
    }

    private String prefix(String source) {
        return source + "." + handler.group() + ".";
    }

    /** Whether a topic is among those that belong to a handled one. */
    boolean isOf(String source, String topic) {
        Found found = find(topic);
        return found != null && found.source().equals(source);
    }

    /** The longest time for which a record is sure to be kept in a retry topic. */
    static Duration longestWait(RetryPolicy policy) {
        return policy.longestDelay().plus(AT_LEAST).minus(MARGIN);
    }

    /**
     * Where the held records of a handled topic are kept.
     *
     * @param source the handled topic
     * @return the topic's name
     */
    public String held(String source) {
        return held(source, handler.group());
    }

    /**
     * Where the held records of a handled topic are kept.
     *
     * @param source the handled topic
     * @param group the handler's group
     * @return the topic's name
     */
    public static String held(String source, String group) {
        return source + "." + group + "." + HELD;
    }

    /**
     * Where operators say what is to be done with held keys.
     *
     * @param source the handled topic
     * @param group the handler's group
     * @return the topic's name
     */
    public static String commands(String source, String group) {
        return source + "." + group + "." + COMMANDS;
    }

    /** The handled topic that a topic belongs to: itself, if it is handled. */
    String sourceOf(String topic) {
        Found found = find(topic);
        return found == null ? topic : found.source();
    }

    String retry(String source, int tier) {
        return prefix(source) + RETRY + tier;
    }

    String deadLetter(String source) {
        return prefix(source) + DEAD_LETTER;
    }

    /**
     * All topics that a policy needs.
     *
     * @param policy the policy
     * @return the topics of each handled topic
     */
    public List<DerivedTopic> derived(RetryPolicy policy) {
        List<DerivedTopic> topics = new ArrayList<>();
        for (String source : handler.topics()) {
            if (holdsKeys(handler, policy)) {
                topics.add(heldTopic(source, held(source)));
                if (policy.holds()) {
                    topics.add(commandsTopic(source, commands(source, handler.group())));
                }
            } else {
                for (int tier = 1; tier <= policy.delays().size(); tier++) {
                    topics.add(read(retry(source, tier), source, policy));
                }
            }
            topics.add(read(prefix(source) + REDRIVE, source, policy));
            topics.add(deadLetters(source, policy));
        }
        return topics;
    }

    /** All retry topics keep records as long, because a handler may ask for any delay in any of them. */
    private static DerivedTopic read(String name, String source, RetryPolicy policy) {
        DerivedTopic.Retention retention = new DerivedTopic.Retention(policy.longestDelay(), AT_LEAST);
        return new DerivedTopic(name, source, config(), true, retention, HEADROOM_BYTES);
    }

    /**
     * Whether failed records are held, so that none of their key overtakes them.
     *
     * @param handler the handler
     * @param policy its policy
     * @return whether it keeps the order of keys and has delays
     */
    public static boolean holdsKeys(HandlerInfo handler, RetryPolicy policy) {
        return handler.order() == Order.KEY && !policy.delays().isEmpty();
    }

    /** What was done stands in the held topic, so commands need not be kept for long. */
    private static DerivedTopic commandsTopic(String source, String name) {
        Map<String, String> config = config();
        config.put("retention.ms", Long.toString(AT_LEAST.toMillis()));
        return new DerivedTopic(name, source, config, false, null, HEADROOM_BYTES);
    }

    /** Cleaned soon, so that a restore reads little; but a tombstone outlives every restore that has begun. */
    private static DerivedTopic heldTopic(String source, String name) {
        Map<String, String> config = new HashMap<>();
        config.put("message.timestamp.type", "CreateTime");
        config.put("cleanup.policy", "compact");
        config.put("min.cleanable.dirty.ratio", "0.1");
        config.put("segment.ms", Long.toString(Duration.ofMinutes(10).toMillis()));
        config.put("max.compaction.lag.ms", Long.toString(Duration.ofHours(1).toMillis()));
        config.put("delete.retention.ms", Long.toString(Duration.ofDays(1).toMillis()));
        return new DerivedTopic(name, source, config, false, null, HEADROOM_BYTES);
    }

    private DerivedTopic deadLetters(String source, RetryPolicy policy) {
        Duration retention = policy.deadLetterRetention();
        Map<String, String> config = config();
        config.put("retention.ms", retention == null ? "-1" : Long.toString(retention.toMillis()));
        return new DerivedTopic(deadLetter(source), source, config, false, null, HEADROOM_BYTES);
    }

    /** What brokers may have other defaults for, and nothing may be deleted by. */
    private static Map<String, String> config() {
        Map<String, String> config = new HashMap<>();
        config.put("message.timestamp.type", "CreateTime");
        config.put("cleanup.policy", "delete");
        config.put("retention.bytes", "-1");
        return config;
    }
}
