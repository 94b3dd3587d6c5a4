package dev.holdfast.internal.topic;

import dev.holdfast.internal.problem.Problems;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.jspecify.annotations.Nullable;

/** Creates missing topics, after asking the cluster whether it would, and waits until they can be used. */
final class TopicCreator {
    private static final String CREATE = "create topics";

    private final AdminCalls calls;
    private final Map<String, WantedTopic> wanted;
    private final Problems problems;

    TopicCreator(AdminCalls calls, Map<String, WantedTopic> wanted, Problems problems) {
        this.calls = calls;
        this.wanted = Map.copyOf(wanted);
        this.problems = problems;
    }

    /** Asks the cluster whether it would create the topics, so that all that it minds is known before any is there. */
    void rehearse(Map<String, Expectation> missing) {
        CreateTopicsResult result = ask(missing, true);
        ReplicasCheck replicas = new ReplicasCheck(problems);
        missing.forEach((name, expected) -> {
            if (isDone(name, result.values().get(name))) {
                replicas(result, name).ifPresent(n -> replicas.checkDefault(topic(name), expected, n));
            }
        });
    }

    /** Creates topics and answers which of them this client, not another one, created. */
    Set<String> create(Map<String, Expectation> missing) {
        Set<String> created = new TreeSet<>();
        ask(missing, false).values().forEach((name, done) -> {
            if (isDone(name, done)) {
                created.add(name);
            }
        });
        problems.throwIfAny();
        return created;
    }

    /** Adds partitions up to a number of each topic and answers what could not be done, a sentence each. */
    List<String> addPartitions(Map<String, Integer> numbers) {
        Map<String, NewPartitions> more = new TreeMap<>();
        numbers.forEach((topic, number) -> more.put(topic, NewPartitions.increaseTo(number)));
        List<String> refused = new ArrayList<>();
        calls.admin().createPartitions(more).values().forEach((topic, done) -> {
            try {
                calls.await("add partitions", done);
            } catch (ApiException e) {
                refused.add("the source of topic " + topic
                        + " has more partitions, and records that fail in them wait until"
                        + " it has them, too, but this client could not add them (" + e.getMessage()
                        + "): kafka-topics.sh --bootstrap-server " + calls.bootstrapServers() + " --alter --topic "
                        + topic
                        + " --partitions " + numbers.get(topic));
            }
        });
        return refused;
    }

    /** Waits until the cluster shows the topics with a leader for each partition. */
    ClusterReader.Topics awaitUsable(Set<String> names) {
        ClusterReader reader = new ClusterReader(calls);
        String what = "show the new topics " + new TreeSet<>(names) + " with leaders";
        while (true) {
            ClusterReader.Topics topics = reader.topics(names);
            boolean allVisible = topics.found().size() + topics.hidden().size() == names.size();
            if (allVisible && topics.found().values().stream().allMatch(ActualTopic::allLed)) {
                return topics;
            }
            if (calls.isOver()) {
                throw calls.unavailable(what, null);
            }
            calls.pause(what);
        }
    }

    private CreateTopicsResult ask(Map<String, Expectation> missing, boolean rehearse) {
        List<NewTopic> topics = new TreeMap<>(missing)
                .entrySet().stream()
                        .map(e -> newTopic(e.getKey(), e.getValue()))
                        .toList();
        return calls.admin()
                .createTopics(
                        topics, new CreateTopicsOptions().validateOnly(rehearse).timeoutMs(calls.remainingMs()));
    }

    private static NewTopic newTopic(String name, Expectation expected) {
        var partitions = expected.partitions().stream().boxed().findFirst();
        var replicas = expected.replicas().stream().mapToObj(n -> (short) n).findFirst();
        return new NewTopic(name, partitions, replicas).configs(expected.config());
    }

    private boolean isDone(String name, @Nullable KafkaFuture<Void> done) {
        try {
            calls.await(CREATE, Objects.requireNonNull(done, name));
            return true;
        } catch (TopicExistsException e) {
            return false; // another instance was faster: what it created is compared like any other topic
        } catch (AuthorizationException e) {
            refused(name, "this client lacks the right Create on the topic or the cluster.");
            return false;
        } catch (RetriableException e) {
            throw calls.unavailable(CREATE, e);
        } catch (ApiException e) {
            refused(name, String.valueOf(e.getMessage()));
            return false;
        }
    }

    private void refused(String name, String why) {
        problems.add(
                "Topic '" + name + "' can't be created: " + why, topic(name).place());
    }

    private OptionalInt replicas(CreateTopicsResult result, String name) {
        try {
            return OptionalInt.of(calls.await(CREATE, result.replicationFactor(name)));
        } catch (AuthorizationException | UnsupportedVersionException e) {
            return OptionalInt.empty(); // the numbers are only told to who may describe configurations
        }
    }

    private WantedTopic topic(String name) {
        return Objects.requireNonNull(wanted.get(name), name);
    }
}
