package dev.holdfast.internal.poll;

import dev.holdfast.internal.commit.Committer;
import dev.holdfast.internal.dispatch.Dispatcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of one Kafka consumer: from its subscription to its end. */
final class Session {
    private static final Logger LOG = LoggerFactory.getLogger(Session.class);
    private static final Duration LONGEST_POLL = Duration.ofMillis(100);
    private static final Duration SHORTEST_POLL = Duration.ofMillis(1);

    /** How long a partition that is not paused may wait because another one is. */
    private static final Duration LONGEST_WAIT_BESIDE_PAUSED = Duration.ofMillis(10);

    private static final Duration SHORT_REST = Duration.ofMillis(20);
    private static final Duration OBSERVE = Duration.ofMillis(250);

    private final ConsumerPlan plan;
    private final Consumer<byte[], byte[]> consumer;
    private final Committer committer;
    private final CommitQueue commits;
    private final Intakes intakes;
    private final Opening opening;
    private final Membership membership;
    private final List<Dispatcher> dispatchers;
    private int subscribed;
    private Duration wait = SHORTEST_POLL;
    private long observedAt = System.nanoTime();

    Session(ConsumerPlan plan, Committer committer, CommitQueue commits, Intakes intakes) {
        this.plan = plan;
        this.consumer = plan.newConsumer().get();
        this.committer = committer;
        this.commits = commits;
        this.intakes = intakes;
        this.dispatchers = plan.distinctDispatchers();
        StartPoints startPoints = new StartPoints(consumer, plan.lookup(), plan.startFrom(), plan::isDerived);
        this.opening =
                new Opening(consumer, startPoints, plan.dispatchers(), intakes, plan.timers(), plan.exactlyOnce());
        GivingUp givingUp = new GivingUp(consumer, committer, commits, intakes);
        this.membership = new Membership(consumer, committer, opening, givingUp, intakes);
    }

    void subscribe() {
        Set<String> topics = Set.copyOf(plan.dispatchers().keySet());
        consumer.subscribe(topics, membership);
        subscribed = topics.size();
    }

    /** One turn of the loop: carry out, read, hand out, pause. */
    void turn(Set<String> pausedHandlers) {
        commits.start(consumer, committer);
        membership.takeOverAnew(commits.takeClosed());
        if (plan.dispatchers().size() != subscribed) {
            subscribe();
        }
        opening.turn();
        pauseAndResume(pausedHandlers);
        poll();
        membership.publish();
        handOut();
        observe();
    }

    /** Whether the group has let the consumer in and all partitions that it gave are taken over. */
    boolean hasJoined() {
        return membership.isDecided() && !opening.isBusy();
    }

    private void poll() {
        try {
            ConsumerRecords<byte[], byte[]> records = read();
            for (TopicPartition partition : records.partitions()) {
                Intake intake = intakes.get(partition);
                if (intake != null) {
                    intake.add(records.records(partition));
                }
            }
            records.nextOffsets().forEach((partition, next) -> {
                Intake intake = intakes.get(partition);
                if (intake != null) {
                    intake.readTo(next.offset());
                }
            });
            wait = records.isEmpty() ? longer(wait) : SHORTEST_POLL;
        } catch (OffsetOutOfRangeException e) {
            e.offsetOutOfRangePartitions().forEach(this::stopOutOfRange);
        } catch (NoOffsetForPartitionException e) {
            // Thrown at once while a start position could not be found out; the next turn tries again.
            LOG.debug("no position yet: {}", e.toString());
            LockSupport.parkNanos(SHORT_REST.toNanos());
        }
    }

    /**
     * While a partition is paused and records of it are buffered, the consumer of the newer protocol does not wait in
     * poll but goes round in it until its time is over, at the cost of a whole processor (KAFKA-21084). So then the waiting
     * is done here.
     */
    private ConsumerRecords<byte[], byte[]> read() {
        if (intakes.all().stream().noneMatch(Intake::isPaused)) {
            return consumer.poll(pollTime());
        }
        if (wait.compareTo(SHORTEST_POLL) > 0) {
            commits.rest(wait.compareTo(LONGEST_WAIT_BESIDE_PAUSED) < 0 ? wait : LONGEST_WAIT_BESIDE_PAUSED);
        }
        return consumer.poll(Duration.ZERO);
    }

    private void stopOutOfRange(TopicPartition partition, long offset) {
        consumer.pause(List.of(partition));
        Intake intake = intakes.get(partition);
        if (intake != null) {
            String reason = "offset " + offset + " is out of range: the records from there on were deleted before they"
                    + " were handled, or the topic was created anew";
            if (intake.lane().stop(reason, plan.timers().now())) {
                LOG.error("{} has stopped: {}", partition, reason);
            }
        }
    }

    private void handOut() {
        boolean starved = false;
        intakes.shareLimits();
        for (Intake intake : intakes.all()) {
            if (intake.feed()) {
                wait = SHORTEST_POLL;
            }
            starved |= intake.needsFrontier();
        }
        for (Dispatcher dispatcher : dispatchers) {
            dispatcher.publish();
            dispatcher.lookForStandstill();
        }
        if (starved) {
            committer.wake();
        }
    }

    /** Short while something may be handed out or opened soon; growing while nothing happens. */
    private Duration pollTime() {
        boolean waiting = opening.isBusy();
        for (Dispatcher dispatcher : dispatchers) {
            waiting |= dispatcher.hasReady();
        }
        return waiting ? wait : LONGEST_POLL;
    }

    private static Duration longer(Duration wait) {
        Duration twice = wait.multipliedBy(2);
        return twice.compareTo(LONGEST_POLL) < 0 ? twice : LONGEST_POLL;
    }

    private void pauseAndResume(Set<String> pausedHandlers) {
        Set<TopicPartition> paused = consumer.paused();
        List<TopicPartition> pause = new ArrayList<>();
        List<TopicPartition> resume = new ArrayList<>();
        for (Intake intake : intakes.all()) {
            TopicPartition partition = intake.lane().partition();
            boolean isPaused = paused.contains(partition);
            boolean wantsPause = intake.wantsPause(isPaused)
                    || pausedHandlers.contains(intake.lane().dispatcher().id());
            if (wantsPause != isPaused) {
                (wantsPause ? pause : resume).add(partition);
            }
            intake.paused(wantsPause);
        }
        if (!pause.isEmpty()) {
            consumer.pause(pause);
        }
        if (!resume.isEmpty()) {
            consumer.resume(resume);
            wait = SHORTEST_POLL;
        }
    }

    private void observe() {
        long now = System.nanoTime();
        if (now - observedAt < OBSERVE.toNanos()) {
            return;
        }
        observedAt = now;
        for (Intake intake : intakes.all()) {
            intake.lag(consumer.currentLag(intake.lane().partition()).orElse(-1));
        }
    }

    /** Gives all partitions up, commits what is done and leaves the group. */
    void end(Duration forHandlers, Duration atMost) {
        membership.giveUpAll(forHandlers);
        dispatchers.forEach(Dispatcher::interrupt);
        consumer.close(CloseOptions.timeout(atMost));
    }

    /** Drops everything, after the consumer has broken. */
    void drop() {
        membership.loseAll();
        try {
            consumer.close(CloseOptions.timeout(Duration.ofSeconds(1)));
        } catch (KafkaException e) {
            LOG.warn("a broken consumer could not be closed: {}", e.toString());
        }
    }
}
