package dev.holdfast.internal.definition;

import dev.holdfast.internal.problem.Problems;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;

/** Which client properties would break a promise, and why. */
final class ClientRules {
    private static final String BYTES = "records are read and written as bytes, and codecs work at the handler";
    private static final int MAX_IN_FLIGHT = 5;

    private static final Map<String, Rule> RULES = Map.ofEntries(
            never("enable.auto.commit", "offsets are committed only for records that are done"),
            never("auto.commit.interval.ms", "offsets are committed only for records that are done"),
            never("auto.offset.reset", "startFrom says where a group begins, and a lost offset must not skip records"),
            never("isolation.level", "only committed records are ever read"),
            never("key.deserializer", BYTES),
            never("value.deserializer", BYTES),
            never("key.serializer", BYTES),
            never("value.serializer", BYTES),
            never("group.id", "handlers name their group with @ConsumerGroup or group(…)"),
            never("transactional.id", "each consumer's transactions need an id of their own"),
            never("delivery.timeout.ms", "a send that is given up could be overtaken by later ones of its key"),
            never("retries", "a send is repeated until it is answered, so that nothing is lost or reordered"),
            only("acks", List.of("all", "-1"), "a record counts as written when all replicas in sync have it"),
            only("enable.idempotence", List.of("true"), "without it a repeated send is written twice"),
            only("allow.auto.create.topics", List.of("false"), "topics are declared, never created by a typing error"),
            rule(
                    "max.in.flight.requests.per.connection",
                    ClientRules::isFewInFlight,
                    "can be at most " + MAX_IN_FLIGHT
                            + ": beyond that a broker can't keep the order of repeated sends"),
            rule(
                    "partition.assignment.strategy",
                    ClientRules::isCooperative,
                    "can only be " + CooperativeStickyAssignor.class.getSimpleName()
                            + ": eager ones take every partition away at each rebalance"));

    private final Problems problems;

    ClientRules(Problems problems) {
        this.problems = problems;
    }

    void check(ClientSection section, String key, Object value, String place) {
        Rule rule = RULES.get(key);
        if (rule != null) {
            if (!rule.allowed().test(value)) {
                problems.add("'" + key + "' " + rule.reason(), place);
            }
            return;
        }
        if (key.equals("bootstrap.servers") && section != ClientSection.COMMON) {
            problems.add("'bootstrap.servers' must be the same for all clients: set it once, for all of them", place);
        }
        if (!Secrets.isSecret(key)) {
            section.definition(key).ifPresent(definition -> checkValue(definition, value, place));
        }
    }

    /** Static membership: an id that two consumers of a group share makes each throw the other out. */
    void checkInstanceId(ClientProperties clients, List<GroupDefinition> groups) {
        if (!clients.forConsumer().containsKey("group.instance.id")) {
            return;
        }
        for (GroupDefinition group : groups) {
            if (group.consumers() > 1) {
                problems.add(
                        "'group.instance.id' allows one consumer for each group, but this one has " + group.consumers()
                                + ": they would throw each other out",
                        "group " + group.name());
            }
        }
    }

    private void checkValue(ConfigDef.ConfigKey definition, Object value, String place) {
        try {
            Object parsed = ConfigDef.parseType(definition.name, value, definition.type);
            if (definition.validator != null) {
                definition.validator.ensureValid(definition.name, parsed);
            }
        } catch (ConfigException e) {
            problems.add("Kafka does not accept it: " + e.getMessage(), place);
        }
    }

    private static boolean isFewInFlight(Object value) {
        try {
            return Integer.parseInt(value.toString().trim()) <= MAX_IN_FLIGHT;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private static boolean isCooperative(Object value) {
        List<?> strategies = value instanceof List<?> list
                ? list
                : Arrays.asList(value.toString().split(","));
        return strategies.stream()
                .map(strategy -> strategy instanceof Class<?> type
                        ? type.getName()
                        : strategy.toString().trim())
                .collect(Collectors.toSet())
                .equals(Set.of(CooperativeStickyAssignor.class.getName()));
    }

    private static Map.Entry<String, Rule> never(String key, String reason) {
        return rule(key, value -> false, "can't be set: " + reason);
    }

    private static Map.Entry<String, Rule> only(String key, List<String> allowed, String reason) {
        return rule(
                key,
                value -> allowed.contains(value.toString().trim()),
                "can only be " + allowed.get(0) + ": " + reason);
    }

    private static Map.Entry<String, Rule> rule(String key, Predicate<Object> allowed, String reason) {
        return Map.entry(key, new Rule(allowed, reason));
    }

    private record Rule(Predicate<Object> allowed, String reason) {}
}
