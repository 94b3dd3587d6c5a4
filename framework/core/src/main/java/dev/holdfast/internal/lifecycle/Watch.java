package dev.holdfast.internal.lifecycle;

import dev.holdfast.internal.dispatch.Lane;
import dev.holdfast.internal.poll.PollLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the application a few times a second, on a thread of its own, so that listeners may take their time. */
final class Watch {
    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);
    private static final Duration STATE = Duration.ofMillis(250);
    private static final Duration TOPICS = Duration.ofSeconds(30);
    private static final Duration LEFTOVERS = Duration.ofMinutes(1);

    private final AppRuntime runtime;
    private final Recreations recreations;
    private final LeftoverTopics leftovers;
    private final ScheduledExecutorService executor;
    private final List<ScheduledFuture<?>> looks = new ArrayList<>();

    Watch(String name, AppRuntime runtime, Recreations recreations, LeftoverTopics leftovers) {
        this.runtime = runtime;
        this.recreations = recreations;
        this.leftovers = leftovers;
        this.executor = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
    }

    void start() {
        every(STATE, runtime::look);
        every(TOPICS, () -> {
            List<Lane> lanes = new ArrayList<>();
            for (PollLoop loop : runtime.loops()) {
                lanes.addAll(loop.lanes());
            }
            recreations.look(lanes);
        });
        every(TOPICS, runtime::lookAtRecordLimits);
        every(LEFTOVERS, () -> {
            leftovers.find();
            leftovers.readBy(runtime.loops());
        });
    }

    private void every(Duration interval, Runnable look) {
        looks.add(executor.scheduleWithFixedDelay(
                () -> {
                    try {
                        look.run();
                    } catch (RuntimeException e) {
                        LOG.error("a look at the application failed", e);
                    }
                },
                interval.toMillis(),
                interval.toMillis(),
                TimeUnit.MILLISECONDS));
    }

    void close() {
        looks.forEach(look -> look.cancel(false));
        executor.shutdownNow();
    }
}
