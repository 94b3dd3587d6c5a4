package dev.holdfast.app;

import dev.holdfast.Publisher;
import dev.holdfast.Topic;
import dev.holdfast.Transaction;
import dev.holdfast.internal.definition.AppDefinition;
import dev.holdfast.internal.definition.GroupDefinition;
import dev.holdfast.internal.lifecycle.AppRuntime;
import dev.holdfast.internal.lifecycle.Lifecycle;
import dev.holdfast.internal.lifecycle.PlanText;
import dev.holdfast.state.AppState;
import dev.holdfast.state.HandlerState;
import dev.holdfast.state.Health;
import dev.holdfast.state.Phase;
import dev.holdfast.state.TopicReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An application that handles the records of Kafka topics.
 *
 * <pre>{@code
 * Holdfast app = Holdfast.builder()
 *         .applicationId("billing-service")
 *         .bootstrapServers("localhost:9092")
 *         .handlers(new BillingHandlers())
 *         .build();
 * System.exit(Holdfast.run(app));
 * }</pre>
 *
 * <p>It is started once and closed once. All methods may be called by any thread.
 */
public final class Holdfast implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Holdfast.class);
    private static final Duration CLOSE = Duration.ofSeconds(30);
    private static final Duration TURN = Duration.ofSeconds(60);
    private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();

    private final AppDefinition definition;
    private final Lifecycle lifecycle = new Lifecycle(Instant.now());
    private volatile @Nullable AppRuntime runtime;

    Holdfast(AppDefinition definition) {
        this.definition = definition;
    }

    /**
     * Begins to define an application.
     *
     * @return an empty builder
     */
    public static HoldfastBuilder builder() {
        return new HoldfastBuilder();
    }

    /**
     * Starts an application and waits for its end: until the process is told to end (SIGTERM, Ctrl-C), which closes it
     * in good order, or until it fails. After a signal the process halts with the code that this would have returned.
     *
     * @param app the application, not started
     * @return 0 if all went well; 1 if the application failed or a partition of a handler had stopped
     */
    public static int run(Holdfast app) {
        Thread hook = new Thread(() -> Runtime.getRuntime().halt(app.closeWithCode()), "holdfast-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            app.start();
            app.lifecycle.awaitEnd();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        int code = app.closeWithCode();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            LOG.debug("the process is ending already", e);
        }
        return code;
    }

    private int closeWithCode() {
        boolean stopped = state().handlers().stream().anyMatch(handler -> handler.phase() == Phase.STOPPED);
        boolean failed = lifecycle.phase() == Phase.FAILED;
        close();
        return failed || stopped ? 1 : 0;
    }

    /**
     * Checks topics and rights on the cluster, creates what is missing if it may, and starts to handle records. Returns
     * when all checks have passed; partitions are assigned a little later, see {@link #awaitRunning}. Logs the plan: every
     * value with its origin, and the topics.
     *
     * @throws dev.holdfast.InvalidDefinitionException with all problems that only the cluster could show, or a schema registry
     * @throws dev.holdfast.TopicMismatchException if topics differ and provisioning is {@code VALIDATE}
     * @throws dev.holdfast.HoldfastException if the cluster can't be reached
     * @throws IllegalStateException if the application was started or closed before
     */
    public void start() {
        if (!lifecycle.go(Phase.CREATED, Phase.STARTING, Instant.now())) {
            throw new IllegalStateException("the application was started or closed before: " + lifecycle.phase());
        }
        try {
            runtime = AppRuntime.start(definition, lifecycle);
            lifecycle.go(Phase.STARTING, Phase.RUNNING, Instant.now());
        } catch (RuntimeException e) {
            lifecycle.failed(e.toString(), Instant.now());
            throw e;
        }
    }

    /**
     * Waits until every consumer has joined its group and has taken over the partitions it was given, which may be none.
     * The group may still go on to deal them out anew: while other members join, or when a topic was only just created.
     *
     * @param atMost how long to wait
     * @throws TimeoutException if that was not long enough; the message says what is missing
     * @throws IllegalStateException if the application has ended
     */
    public void awaitRunning(Duration atMost) throws TimeoutException {
        long until = System.nanoTime() + atMost.toNanos();
        AppState state = state();
        while (isStarting(state)) {
            if (state.phase() == Phase.FAILED || state.phase() == Phase.STOPPED) {
                throw new IllegalStateException("the application has ended: " + state.reason());
            }
            if (System.nanoTime() >= until) {
                throw new TimeoutException("not running after " + atMost + ": " + state);
            }
            LockSupport.parkNanos(LOOK_NANOS);
            state = state();
        }
    }

    private boolean isStarting(AppState state) {
        return lifecycle.phase() != Phase.RUNNING
                || state.handlers().stream().anyMatch(handler -> handler.phase() == Phase.STARTING);
    }

    /**
     * The application as it is now.
     *
     * @return a snapshot
     */
    public AppState state() {
        AppRuntime running = runtime;
        return running == null ? lifecycle.state(List.of(), List.of()) : running.state();
    }

    /**
     * The application's health as a platform's probes want it: live while every poll loop turns at least once a minute,
     * ready while every handler is at work.
     *
     * @return the health now
     */
    public Health health() {
        AppRuntime running = runtime;
        if (running == null) {
            return new Health(lifecycle.phase() != Phase.FAILED, false, List.of("the application is not started"));
        }
        List<String> standing = running.standing(TURN);
        AppState state = state();
        List<String> reasons = new ArrayList<>(standing);
        for (HandlerState handler : state.handlers()) {
            if (handler.phase() != Phase.RUNNING) {
                reasons.add(handler.id() + " is " + handler.phase() + ": " + handler.reason());
            }
        }
        boolean live = standing.isEmpty() && state.phase() != Phase.FAILED;
        boolean ready = live
                && lifecycle.phase() == Phase.RUNNING
                && state.handlers().stream().allMatch(Holdfast::isAtWork);
        return new Health(live, ready, reasons);
    }

    private static boolean isAtWork(HandlerState handler) {
        return handler.phase() == Phase.RUNNING || handler.phase() == Phase.DEGRADED;
    }

    /**
     * Has somebody told of every change of a phase, of the application or of a handler. Calls come from one thread,
     * within a quarter of a second.
     *
     * @param listener takes the new state
     */
    public void onStateChange(Consumer<AppState> listener) {
        lifecycle.listen(listener);
    }

    /**
     * One handler, to look at and to pause.
     *
     * @param id the handler's id
     * @return the handler
     * @throws IllegalArgumentException if there is none of that id; the message lists those that are
     */
    public HandlerControl handler(String id) {
        List<String> ids = new ArrayList<>();
        for (GroupDefinition group : definition.groups()) {
            group.handlers().forEach(handler -> ids.add(handler.info().id()));
        }
        if (!ids.contains(id)) {
            throw new IllegalArgumentException("there is no handler '" + id + "'; there are " + ids);
        }
        return new HandlerControl(id, this);
    }

    /**
     * Makes a publisher for a topic. Not to be used on a handler's thread, where {@link dev.holdfast.Emitter} ties what is
     * written to the record that is handled: it throws {@link IllegalStateException} there.
     *
     * @param topic the topic
     * @param <K> the type of its keys
     * @param <V> the type of its values
     * @return the publisher, open until the application is closed
     * @throws dev.holdfast.InvalidDefinitionException if there is no codec for a type
     * @throws IllegalStateException before the start
     */
    public <K, V> Publisher<K, V> publisher(Topic<K, V> topic) {
        return started().publishers().publisher(topic);
    }

    /**
     * Makes a publisher from an interface whose methods are annotated with {@link dev.holdfast.annotation.Publishes}. Not
     * to be used on a handler's thread: it throws {@link IllegalStateException} there.
     *
     * @param type the interface
     * @param <T> its type
     * @return the publisher, open until the application is closed
     * @throws dev.holdfast.InvalidDefinitionException with all that is wrong with the interface
     * @throws IllegalStateException before the start
     */
    public <T> T publisher(Class<T> type) {
        return started().publishers().publisher(type);
    }

    /**
     * Makes a publisher that handlers may use, too: what they publish is written at once, also if they fail afterwards.
     *
     * @param topic the topic
     * @param <K> the type of its keys
     * @param <V> the type of its values
     * @return the publisher, open until the application is closed
     * @throws dev.holdfast.InvalidDefinitionException if there is no codec for a type
     * @throws IllegalStateException before the start
     */
    public <K, V> Publisher<K, V> independentPublisher(Topic<K, V> topic) {
        return started().publishers().independentPublisher(topic);
    }

    /**
     * Makes a publisher from an interface that handlers may use, too: what they publish is written at once, also if they
     * fail afterwards.
     *
     * @param type the interface
     * @param <T> its type
     * @return the publisher, open until the application is closed
     * @throws dev.holdfast.InvalidDefinitionException with all that is wrong with the interface
     * @throws IllegalStateException before the start
     */
    public <T> T independentPublisher(Class<T> type) {
        return started().publishers().independentPublisher(type);
    }

    /**
     * Writes several records to one or more topics, all or none: who reads committed records sees all of them or none of
     * them, and in no case twice.
     *
     * <pre>{@code
     * app.transaction(tx -> {
     *     tx.publish(ORDERS, id, order);
     *     tx.publish(AUDIT, id, entry);
     * });
     * }</pre>
     *
     * <p>What the function adds is sent after it has returned; if it throws, nothing is. Transactions are written one after
     * the other, in the order in which their functions return. After a failure that may pass and a certain abort the same records
     * are sent again, for a minute at most; the function does not run again. A commit that is not answered is called again
     * until it is.
     *
     * <p>The stage completes on the transactions' thread: what depends on it must not block. It fails with
     * {@link dev.holdfast.PublishException}, whose message says that nothing was written or, only if a commit was not
     * answered for a minute, that this is unknown; a record that is too large and a topic that does not exist are found
     * before anything is sent. At most 1,000 transactions wait; one more fails.
     *
     * @param records adds the records; called once, before this method returns
     * @return the records' metadata, in the order in which they were added, when all are committed
     * @throws IllegalStateException on a handler's thread, where {@link dev.holdfast.Emitter} writes in the transaction of
     *     the record that is handled, and before the start
     */
    public CompletionStage<List<RecordMetadata>> transaction(Consumer<Transaction> records) {
        return started().publishers().transaction(records);
    }

    /**
     * The plan: every value with its origin.
     *
     * @return lines for a person
     */
    public String plan() {
        return PlanText.of(definition.plan());
    }

    /**
     * The topics as they were found or created at start.
     *
     * @return the report
     * @throws IllegalStateException before the start
     */
    public TopicReport topics() {
        return started().topics();
    }

    /** Closes, giving handlers that run 30 seconds to finish. */
    @Override
    public void close() {
        close(CLOSE);
    }

    /**
     * Closes in good order: no record begins any more, those that run may finish, what is done is committed, the groups
     * are left. A handler that takes longer is interrupted, and its record is handled again after the next start. Has no
     * effect the second time.
     *
     * @param timeout how long handlers may take
     */
    public void close(Duration timeout) {
        boolean failed = lifecycle.phase() == Phase.FAILED;
        if (!lifecycle.stopping(Instant.now())) {
            return;
        }
        AppRuntime running = runtime;
        if (running != null) {
            running.close(timeout);
        }
        if (!failed) {
            lifecycle.go(Phase.STOPPING, Phase.STOPPED, Instant.now());
        }
        lifecycle.observe(state());
    }

    void pause(String handler, boolean pause) {
        started().pause(handler, pause);
    }

    private AppRuntime started() {
        AppRuntime running = runtime;
        if (running == null) {
            throw new IllegalStateException("the application is not started");
        }
        return running;
    }

    @Override
    public String toString() {
        return "Holdfast[" + definition.applicationId() + ", " + lifecycle.phase() + "]";
    }
}
