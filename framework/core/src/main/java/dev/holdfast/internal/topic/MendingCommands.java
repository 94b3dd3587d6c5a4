package dev.holdfast.internal.topic;

import dev.holdfast.state.TopicStatus.Difference;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Writes the commands of Kafka's own tools that make topics as they should be. What no command can do is a comment. */
final class MendingCommands {
    private final String bootstrapServers;

    MendingCommands(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    String create(String topic, Expectation expected) {
        StringBuilder command = new StringBuilder(tool("kafka-topics.sh") + " --create --topic " + topic);
        expected.partitions().ifPresent(n -> command.append(" --partitions ").append(n));
        expected.replicas()
                .ifPresent(n -> command.append(" --replication-factor ").append(n));
        expected.config().forEach((key, value) -> command.append(" --config ").append(quoted(key + "=" + value)));
        return command.toString();
    }

    List<String> alter(String topic, List<Difference> differences) {
        List<String> commands = new ArrayList<>();
        List<Difference> config = new ArrayList<>();
        for (Difference difference : differences) {
            switch (difference.what()) {
                case Differences.PARTITIONS -> commands.add(partitions(topic, difference));
                case Differences.REPLICAS -> commands.add(replicas(topic, difference));
                default -> config.add(difference);
            }
        }
        if (!config.isEmpty()) {
            commands.add(tool("kafka-configs.sh") + " --alter --entity-type topics --entity-name " + topic
                    + " --add-config " + added(config));
        }
        return commands;
    }

    private String partitions(String topic, Difference difference) {
        return Integer.parseInt(difference.declared()) > Integer.parseInt(difference.actual())
                ? tool("kafka-topics.sh") + " --alter --topic " + topic + " --partitions " + difference.declared()
                : "# " + topic + ": Kafka can't reduce partitions; declare " + difference.actual()
                        + ", or delete the topic and create it again";
    }

    private static String replicas(String topic, Difference difference) {
        return "# " + topic + ": " + difference.actual() + " to " + difference.declared()
                + " replicas needs a plan of which broker takes which: kafka-reassign-partitions.sh";
    }

    /** Lists stand in brackets there, as a comma begins the next configuration. */
    private static String added(List<Difference> config) {
        return quoted(config.stream()
                .map(difference -> difference.declared().contains(",")
                        ? difference.what() + "=[" + difference.declared() + "]"
                        : difference.what() + "=" + difference.declared())
                .collect(Collectors.joining(",")));
    }

    private String tool(String name) {
        return name + " --bootstrap-server " + bootstrapServers;
    }

    private static String quoted(String argument) {
        return argument.matches("[A-Za-z0-9._=,:/*-]*") && !argument.contains("*")
                ? argument
                : "'" + argument.replace("'", "'\\''") + "'";
    }
}
