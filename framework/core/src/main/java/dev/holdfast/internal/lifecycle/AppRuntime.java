package dev.holdfast.internal.lifecycle;

import dev.holdfast.internal.definition.AppDefinition;
import dev.holdfast.internal.dispatch.Dispatcher;
import dev.holdfast.internal.poll.PollLoop;
import dev.holdfast.internal.publish.Publishers;
import dev.holdfast.internal.topic.AdminCalls;
import dev.holdfast.internal.topic.CheckedTopics;
import dev.holdfast.internal.topic.TopicCheck;
import dev.holdfast.state.AppState;
import dev.holdfast.state.HandlerState;
import dev.holdfast.state.TopicReport;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A started application. Thread-safe. */
public final class AppRuntime {
    private static final Logger LOG = LoggerFactory.getLogger(AppRuntime.class);
    private static final Duration TOPIC_CHECK = Duration.ofSeconds(60);
    private static final Duration PUBLISHERS = Duration.ofSeconds(5);
    private static final Duration RESERVE = Duration.ofSeconds(20);

    private final Instance instance;
    private final Admin admin;
    private final TimerThread timers;
    private final TopicReport topics;
    private final Publishers publishers;
    private final List<PollLoop> loops;
    private final ClusterTopicLookup lookup;
    private final RecordLimits limits;
    private final LongRuns longRuns = new LongRuns();
    private final StateReader reader;
    private final Lifecycle lifecycle;
    private final Watch watch;
    private final Set<String> pausedHandlers = ConcurrentHashMap.newKeySet();

    private AppRuntime(
            AppDefinition app,
            Lifecycle lifecycle,
            Instance instance,
            Admin admin,
            TimerThread timers,
            CheckedTopics checked,
            LeftoverTopics leftovers) {
        this.instance = instance;
        this.lifecycle = lifecycle;
        this.admin = admin;
        this.timers = timers;
        this.topics = checked.report();
        this.publishers = new Publishers(
                app.applicationId(), app.clients(), app.codecs(), admin, instance.publisherTransactionalId());
        this.limits = RecordLimits.of(app, checked.facts());
        ClientConfigs configs =
                new ClientConfigs(app, checked.facts().groupProtocolConsumerSupported(), instance, limits);
        this.lookup = new ClusterTopicLookup(admin, checked.facts().clusterId());
        DerivedPartitions partitions = new DerivedPartitions(admin, lookup, app);
        GroupRuntime groups = new GroupRuntime(app, configs, lookup, partitions, timers, this::broken);
        List<PollLoop> all = new ArrayList<>();
        app.groups().forEach(group -> all.addAll(groups.loops(group)));
        this.loops = List.copyOf(all);
        this.reader = new StateReader(loops, longRuns, timers.now());
        this.watch = new Watch(
                "holdfast-" + app.applicationId() + "-watch", this, new Recreations(lookup, timers), leftovers);
    }

    /**
     * Checks topics and rights and starts everything.
     *
     * @param app the application
     * @param lifecycle takes what becomes of it
     * @return the started application
     */
    public static AppRuntime start(AppDefinition app, Lifecycle lifecycle) {
        Instance instance = Instance.claim(app);
        try {
            return start(app, lifecycle, instance);
        } catch (RuntimeException e) {
            instance.close();
            throw e;
        }
    }

    private static AppRuntime start(AppDefinition app, Lifecycle lifecycle, Instance instance) {
        Admin admin = Admin.create(ClientConfigs.admin(app));
        try {
            CheckedTopics checked = TopicCheck.run(
                    admin,
                    ClientConfigs.bootstrapServers(app),
                    TOPIC_CHECK,
                    app,
                    instance.transactionalIds(),
                    InstantSource.system());
            LeftoverTopics leftovers = new LeftoverTopics(admin, app);
            List<String> resting = new AdminCalls(admin, ClientConfigs.bootstrapServers(app), TOPIC_CHECK)
                    .retrying("tell what groups have committed", () -> {
                        leftovers.find();
                        return new StrandedRecords(admin, app, leftovers.found()).check();
                    });
            app.codecs().check();
            LOG.info("starting {}\n{}\n{}", app.applicationId(), PlanText.of(app.plan()), checked.report());
            Stream.concat(checked.warnings().stream(), resting.stream())
                    .forEach(warning -> LOG.warn("{}: {}", app.applicationId(), warning));
            TimerThread timers = new TimerThread("holdfast-" + app.applicationId() + "-timers");
            AppRuntime runtime = new AppRuntime(app, lifecycle, instance, admin, timers, checked, leftovers);
            leftovers.readBy(runtime.loops);
            runtime.loops.forEach(PollLoop::start);
            runtime.watch.start();
            return runtime;
        } catch (RuntimeException e) {
            admin.close(Duration.ZERO);
            throw e;
        }
    }

    private void broken(Throwable cause) {
        lifecycle.failed(cause.toString(), timers.now());
        loops.forEach(loop -> loop.close(Duration.ZERO));
    }

    /**
     * Closes: no record begins any more, those that run may finish, what is done is committed, the groups are left.
     *
     * @param timeout how long handlers may take; those that take longer are interrupted
     */
    public void close(Duration timeout) {
        loops.forEach(loop -> loop.close(timeout));
        boolean ended = awaitEnd(timeout.plus(RESERVE));
        if (!ended) {
            LOG.error("the application could not be closed within {}", timeout.plus(RESERVE));
        }
        publishers.close(PUBLISHERS);
        watch.close();
        timers.close();
        admin.close(Duration.ZERO);
        instance.close();
    }

    private boolean awaitEnd(Duration atMost) {
        Instant until = timers.now().plus(atMost);
        boolean ended = true;
        try {
            for (PollLoop loop : loops) {
                Duration left = Duration.between(timers.now(), until);
                ended &= loop.awaitEnd(left.isNegative() ? Duration.ZERO : left);
            }
            return ended;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /**
     * Lets a handler rest or go on.
     *
     * @param id the handler's id
     * @param pause whether it shall rest
     */
    public void pause(String id, boolean pause) {
        if (pause ? pausedHandlers.add(id) : pausedHandlers.remove(id)) {
            loops.forEach(loop -> loop.pausedHandlers(pausedHandlers));
        }
    }

    /** Makes publishers. */
    public Publishers publishers() {
        return publishers;
    }

    /** The topics as they were found and made at start. */
    public TopicReport topics() {
        return topics;
    }

    /** The application as it is now. */
    public AppState state() {
        Instant now = timers.now();
        List<HandlerState> handlers = reader.handlers(now);
        return lifecycle.state(handlers, reader.groups());
    }

    /**
     * Why the poll loops don't turn.
     *
     * @param atMost how long a turn may take
     * @return a sentence for each loop that stands; empty if all turn
     */
    public List<String> standing(Duration atMost) {
        Instant now = timers.now();
        return loops.stream()
                .filter(loop -> loop.lastTurn().plus(atMost).isBefore(now))
                .map(loop -> loop.name() + " has not turned since " + loop.lastTurn())
                .toList();
    }

    /** One look of the watch thread. */
    void look() {
        List<Dispatcher> dispatchers = new ArrayList<>();
        loops.forEach(loop -> dispatchers.addAll(loop.dispatchers()));
        longRuns.look(dispatchers, timers.now());
        lifecycle.observe(state());
    }

    /** What topics take may be changed while the application runs. */
    void lookAtRecordLimits() {
        limits.look(lookup);
    }

    List<PollLoop> loops() {
        return loops;
    }
}
