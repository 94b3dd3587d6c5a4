package dev.holdfast.internal.dispatch;

import dev.holdfast.internal.definition.HandlerDefinition;
import dev.holdfast.internal.invoke.HandlerInvoker;
import dev.holdfast.internal.invoke.TimeLimit;
import dev.holdfast.spi.Admission;
import dev.holdfast.spi.Disposition;
import dev.holdfast.spi.Timers;
import dev.holdfast.spi.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the records of one handler in one consumer.
 *
 * <p>{@link #offer} and {@link #publish} belong to the poll thread; everything else is thread-safe.
 */
public final class Dispatcher {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);

    private final HandlerDefinition handler;
    private final HandlerInvoker invoker;
    private final Extensions extensions;
    private final Outbox outbox;
    private final Predicate<ProducerRecord<byte[], byte[]>> fits;
    private final Consumer<Throwable> onBroken;
    private final Timers timers;
    private final Quarantine quarantine;
    private final Counters counters = new Counters();
    private final Settlement settlement;
    private final ReadyQueue ready = new ReadyQueue();
    private final Speed speed;
    private final Crew crew;
    private final AtomicInteger permits;
    private final Set<Task> pending = ConcurrentHashMap.newKeySet();
    private @Nullable Task[] heads = new @Nullable Task[64];
    private int headCount;

    /**
     * Creates the dispatcher of a handler; workers start when there is work.
     *
     * @param handler the handler
     * @param tools what it shares with the rest of its consumer
     */
    public Dispatcher(HandlerDefinition handler, DispatchTools tools) {
        this.handler = handler;
        this.extensions = tools.extensions();
        this.outbox = tools.outbox();
        this.fits = tools.fits();
        this.onBroken = tools.onBroken();
        this.timers = tools.timers();
        this.quarantine = tools.quarantine();
        int concurrency = handler.info().concurrency();
        Duration limit = handler.timeout();
        this.invoker = limit == null ? handler.invoker() : new TimeLimit(handler.invoker(), limit, tools.timers());
        this.settlement = new Settlement(handler.info().id(), extensions, outbox, tools.timers(), counters);
        int workers =
                handler.async() ? Math.min(concurrency, Runtime.getRuntime().availableProcessors()) : concurrency;
        this.speed = new Speed(workers);
        this.permits = new AtomicInteger(concurrency);
        this.crew = new Crew(workers, tools.threads(), () -> new Worker(this), this::hasWork);
    }

    /** Takes the next record of a lane; it runs after {@link #publish()}. Poll thread. */
    public void offer(ConsumerRecord<byte[], byte[]> record, Lane lane) {
        Task task = lane.chains().append(record, lane);
        if (task == null) {
            return;
        }
        if (headCount == heads.length) {
            heads = Arrays.copyOf(heads, headCount * 2);
        }
        heads[headCount++] = task;
    }

    /** Makes everything offered since the last call run. Poll thread. */
    public void publish() {
        if (headCount > 0) {
            ready.addBatch(heads, headCount);
            heads = new @Nullable Task[Math.max(64, headCount)];
            headCount = 0;
        }
        crew.wakeOne(speed.workers());
    }

    /**
     * Looks whether work waits although workers run that are thought to be fast, and nothing was claimed since the last
     * look; if so, the handler blocks and gets all its workers. Poll thread, every few milliseconds.
     */
    public void lookForStandstill() {
        if (crew.standsStill()) {
            speed.isSlow();
            crew.wakeOne(speed.workers());
        }
    }

    /** Whether tasks wait for a worker. */
    public boolean hasReady() {
        return !ready.isEmpty();
    }

    private boolean hasWork() {
        return permits.get() > 0 && !ready.isEmpty();
    }

    /** What its lanes on probation share with those of the whole process. */
    Quarantine quarantine() {
        return quarantine;
    }

    /** Makes a task run. */
    void ready(Task task) {
        ready.add(task);
        crew.wakeOne(speed.workers());
    }

    void submit(Task task) {
        if (task.lane().isOpen()) {
            ready(task);
        }
    }

    void resume(Task task) {
        task.admitted();
        submit(task);
    }

    void settleHeld(Task task, Disposition disposition) {
        if (settlement.settleHeld(task, disposition)) {
            runSuccessor(task);
        }
    }

    /** Takes the verdict of an asynchronous call. */
    void completed(Task task, Verdict verdict) {
        ends(task);
        releasePermit();
        if (settlement.settle(task, verdict, null)) {
            runSuccessor(task);
        }
        crew.wakeOne(speed.workers());
    }

    private void runSuccessor(Task task) {
        Task successor = task.release();
        if (successor != null) {
            ready(successor);
        }
    }

    Admission admit(Task task) {
        try {
            return extensions.admit(task);
        } catch (RuntimeException e) {
            LOG.error("an extension of handler {} failed while it admitted a record of {}", id(), task.lane(), e);
            return Admission.settle(Disposition.stopPartition("an extension of " + id() + " failed: " + e));
        }
    }

    @Nullable
    Task claim(boolean singleFirst) {
        if (handler.async() && permits.getAndDecrement() <= 0) {
            permits.getAndIncrement();
            return null;
        }
        Task task = ready.claim(singleFirst);
        if (task == null) {
            releasePermit();
        } else {
            crew.claimed();
        }
        return task;
    }

    /** Lets another asynchronous call begin; calls of other handlers are limited by the number of workers. */
    void releasePermit() {
        if (handler.async()) {
            permits.getAndIncrement();
        }
    }

    void begins(Task task) {
        if (handler.async()) {
            pending.add(task);
        }
    }

    void ends(Task task) {
        if (handler.async()) {
            pending.remove(task);
        }
    }

    void started() {
        crew.started();
    }

    void wakeAnother() {
        crew.wakeOne(speed.workers());
    }

    /** Waits for work: true if woken for it, false if there is some already, null if the worker shall end. */
    @Nullable
    Boolean awaitWork(Worker worker) {
        return crew.awaitWork(worker);
    }

    void ended(Worker worker) {
        crew.ended(worker, speed.workers());
    }

    void broken(Throwable error) {
        onBroken.accept(error);
    }

    /** Whether a worker or a pending asynchronous call is at work in a lane. */
    public boolean isRunning(Lane lane) {
        return crew.anyRuns(lane) || pending.stream().anyMatch(task -> task.lane() == lane);
    }

    /** Whether a worker or a pending asynchronous call is at work. */
    public boolean isRunning() {
        return crew.anyRuns() || !pending.isEmpty();
    }

    /** Interrupts all workers. */
    public void interrupt() {
        crew.interrupt();
    }

    /** Ends the workers when they have nothing to do. */
    public void close() {
        crew.close();
    }

    /** The records that run now, asynchronous ones included. */
    public Set<RunningRecord> running() {
        Set<RunningRecord> running = crew.running();
        pending.forEach(task -> running.add(new RunningRecord(task)));
        return running;
    }

    Instant now() {
        return timers.now();
    }

    boolean isSlow() {
        return speed.workers() > Runtime.getRuntime().availableProcessors();
    }

    /** The handler's id. */
    public String id() {
        return handler.info().id();
    }

    /** The handler. */
    public HandlerDefinition handler() {
        return handler;
    }

    /** The handler's extensions in this consumer. */
    public Extensions extensions() {
        return extensions;
    }

    /** What the handler has done in this consumer. */
    public Counters counters() {
        return counters;
    }

    /** Whether a topic is read beside those that the handler names. */
    public boolean isDerived(String topic) {
        return !handler.info().topics().contains(topic);
    }

    boolean fits(ProducerRecord<byte[], byte[]> record) {
        return fits.test(record);
    }

    Outbox outbox() {
        return outbox;
    }

    Settlement settlement() {
        return settlement;
    }

    Speed speed() {
        return speed;
    }

    HandlerInvoker invoker() {
        return invoker;
    }
}
