package dev.holdfast.internal.lifecycle;

import dev.holdfast.Guarantee;
import dev.holdfast.internal.commit.AtLeastOnceCommitter;
import dev.holdfast.internal.commit.Committer;
import dev.holdfast.internal.commit.OffsetCommits;
import dev.holdfast.internal.commit.TopicExists;
import dev.holdfast.internal.commit.TransactionalCommitter;
import dev.holdfast.internal.definition.AppDefinition;
import dev.holdfast.internal.definition.GroupDefinition;
import dev.holdfast.internal.definition.HandlerDefinition;
import dev.holdfast.internal.dispatch.DispatchTools;
import dev.holdfast.internal.dispatch.Dispatcher;
import dev.holdfast.internal.dispatch.Extensions;
import dev.holdfast.internal.dispatch.Outbox;
import dev.holdfast.internal.dispatch.Quarantine;
import dev.holdfast.internal.poll.ConsumerPlan;
import dev.holdfast.internal.poll.PollLoop;
import dev.holdfast.spi.DerivedTopic;
import dev.holdfast.spi.ExtensionTools;
import dev.holdfast.spi.Timers;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;

/** Makes the poll loops of a group. */
final class GroupRuntime {
    private final AppDefinition app;
    private final ClientConfigs configs;
    private final ClusterTopicLookup lookup;
    private final DerivedPartitions partitions;
    private final Timers timers;
    private final Consumer<Throwable> onBroken;

    private final Quarantine quarantine = new Quarantine();

    GroupRuntime(
            AppDefinition app,
            ClientConfigs configs,
            ClusterTopicLookup lookup,
            DerivedPartitions partitions,
            Timers timers,
            Consumer<Throwable> onBroken) {
        this.app = app;
        this.configs = configs;
        this.lookup = lookup;
        this.partitions = partitions;
        this.timers = timers;
        this.onBroken = onBroken;
    }

    PollLoop loop(GroupDefinition group, int number) {
        String name = "holdfast-" + group.name() + "-" + number;
        LateOutbox outbox = new LateOutbox();
        ConcurrentMap<String, Dispatcher> dispatchers = new ConcurrentHashMap<>();
        for (HandlerDefinition handler : group.handlers()) {
            Dispatcher dispatcher = dispatcher(handler, group, number, outbox);
            handler.info().topics().forEach(topic -> dispatchers.put(topic, dispatcher));
            handler.derivedTopics().stream()
                    .filter(DerivedTopic::subscribed)
                    .forEach(topic -> dispatchers.put(topic.name(), dispatcher));
        }
        ConsumerPlan plan = new ConsumerPlan(
                name + "-poll",
                () -> new KafkaConsumer<>(configs.consumer(group.name(), number)),
                pollThread -> outbox.to(committer(group, number, name + "-commit", pollThread)),
                dispatchers,
                lookup,
                group.startFrom(),
                timers,
                isTransactional(group));
        return new PollLoop(plan, onBroken);
    }

    /** A group that writes nothing has nothing to keep together with its offsets, so its consumer commits them. */
    private static boolean isTransactional(GroupDefinition group) {
        return group.guarantee() == Guarantee.EXACTLY_ONCE && group.writes();
    }

    private Committer committer(GroupDefinition group, int number, String name, OffsetCommits pollThread) {
        return isTransactional(group)
                ? new TransactionalCommitter(
                        name,
                        () -> new KafkaProducer<>(configs.transactionalProducer(group.name(), number)),
                        following(lookup::checkWritable),
                        pollThread,
                        timers::now,
                        onBroken)
                : new AtLeastOnceCommitter(
                        name,
                        () -> new KafkaProducer<>(configs.producer(group.name(), number)),
                        following(lookup::check),
                        pollThread,
                        timers::now,
                        onBroken);
    }

    private TopicExists following(TopicExists check) {
        return topic -> {
            partitions.follow(topic);
            return check.check(topic);
        };
    }

    private Dispatcher dispatcher(HandlerDefinition handler, GroupDefinition group, int number, Outbox outbox) {
        String name = "holdfast-" + group.name() + "-" + number;
        ExtensionTools tools =
                new ConsumerTools(timers, name, isolation -> configs.reader(group.name(), number, isolation));
        Extensions extensions = new Extensions(handler.features().stream()
                .map(feature -> feature.open(handler.info(), tools))
                .toList());
        return new Dispatcher(
                handler,
                new DispatchTools(
                        extensions,
                        outbox,
                        timers,
                        WorkerThreads.of(
                                app.threads(), name + "-" + handler.info().id()),
                        onBroken,
                        configs.limits()::fits,
                        quarantine));
    }

    List<PollLoop> loops(GroupDefinition group) {
        return IntStream.rangeClosed(1, group.consumers())
                .mapToObj(number -> loop(group, number))
                .toList();
    }
}
