package dev.holdfast.micrometer;

import dev.holdfast.app.Holdfast;
import dev.holdfast.micrometer.Readings.Series;
import dev.holdfast.spi.HandlerInterceptor;
import dev.holdfast.state.AppState;
import dev.holdfast.state.HandlerState;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The meters of {@link HoldfastMeter} for one application.
 *
 * <pre>{@code
 * HoldfastMetrics metrics = HoldfastMetrics.in(registry);
 * Holdfast app = Holdfast.builder()
 *         .interceptor(metrics.handlerTime())
 *         …
 *         .build();
 * metrics.bindTo(app);
 * }</pre>
 *
 * <p>All but the time of handlers is read from the application's state when somebody reads a meter, at most twice a second.
 * A series appears when there is something to tell: that of a tier's waiting records when a partition of it is owned. What
 * was owned once and is not any more stays, with 0. Thread-safe.
 */
public final class HoldfastMetrics {
    private static final long FRESH_NANOS = Duration.ofMillis(500).toNanos();
    private static final double MILLIS = 1000;

    private final MeterRegistry registry;
    private final Tags more;
    private final Map<Series, Boolean> registered = new ConcurrentHashMap<>();
    private final Map<String, Timer> timers = new ConcurrentHashMap<>();
    private final ReentrantLock reading = new ReentrantLock();
    private final AtomicReference<@Nullable Holdfast> app = new AtomicReference<>();
    private volatile @Nullable Seen seen;

    private record Seen(AppState state, Map<Series, Double> values, long atNanos) {}

    private HoldfastMetrics(MeterRegistry registry, Tags more) {
        this.registry = Objects.requireNonNull(registry, "registry");
        this.more = more;
    }

    /**
     * Prepares the meters of an application.
     *
     * @param registry where they are registered
     * @return the metrics, to be bound to the application when it is built
     */
    public static HoldfastMetrics in(MeterRegistry registry) {
        return in(registry, Tags.empty());
    }

    /**
     * Prepares the meters of one of several applications that share a registry and have handlers in common.
     *
     * @param registry where they are registered
     * @param more tags that tell this application's meters from the others'
     * @return the metrics, to be bound to the application when it is built
     */
    public static HoldfastMetrics in(MeterRegistry registry, Tags more) {
        return new HoldfastMetrics(registry, more);
    }

    /**
     * Measures how long handlers take. What their arguments take to decode is not in it; the time of a stage is, until it
     * completes.
     *
     * @return an interceptor for the application's builder
     */
    public HandlerInterceptor handlerTime() {
        return this::timed;
    }

    private @Nullable Object timed(HandlerInterceptor.Invocation call) throws Exception {
        long begin = System.nanoTime();
        boolean pending = false;
        try {
            Object result = call.proceed();
            if (result instanceof CompletionStage<?> stage) {
                CompletionStage<?> timed = stage.whenComplete((value, error) -> ended(call, begin));
                pending = true;
                return timed;
            }
            return result;
        } finally {
            if (!pending) {
                ended(call, begin);
            }
        }
    }

    private void ended(HandlerInterceptor.Invocation call, long begin) {
        String id = call.handler().id();
        Timer timer = timers.get(id);
        if (timer == null) {
            timer = timers.computeIfAbsent(id, key -> timer(key, call.handler().group()));
        }
        timer.record(System.nanoTime() - begin, TimeUnit.NANOSECONDS);
    }

    private Timer timer(String handler, String group) {
        return Timer.builder(HoldfastMeter.HANDLER_TIME.id())
                .description(HoldfastMeter.HANDLER_TIME.help())
                .tags(Tags.of("group", group, "handler", handler).and(more))
                .register(registry);
    }

    /**
     * Registers the meters.
     *
     * @param application the application, started or not
     * @throws IllegalStateException if these metrics are another application's
     */
    public void bindTo(Holdfast application) {
        if (!app.compareAndSet(null, Objects.requireNonNull(application, "application"))) {
            throw new IllegalStateException("these metrics are bound already");
        }
        look();
    }

    /** The newest values; whoever comes while somebody looks gets those before. */
    private @Nullable Seen look() {
        Seen last = seen;
        boolean fresh = last != null && System.nanoTime() - last.atNanos < FRESH_NANOS;
        Holdfast from = app.get();
        if (fresh || from == null || !reading.tryLock()) {
            return last;
        }
        try {
            AppState state = from.state();
            Map<Series, Double> values = Readings.of(state, Instant.now()).values();
            Seen now = new Seen(state, values, System.nanoTime());
            seen = now;
            values.keySet().forEach(this::register);
            return now;
        } finally {
            reading.unlock();
        }
    }

    private void register(Series series) {
        if (registered.putIfAbsent(series, true) != null) {
            return;
        }
        HoldfastMeter meter = series.meter();
        Tags tags = more;
        for (int i = 0; i < meter.tags().size(); i++) {
            tags = tags.and(meter.tags().get(i), series.tags().get(i));
        }
        switch (meter.type()) {
            case GAUGE ->
                Gauge.builder(meter.id(), () -> value(series))
                        .description(meter.help())
                        .baseUnit(unit(meter))
                        .tags(tags)
                        .register(registry);
            case COUNTER ->
                FunctionCounter.builder(meter.id(), this, metrics -> metrics.value(series))
                        .description(meter.help())
                        .baseUnit(unit(meter))
                        .tags(tags)
                        .register(registry);
            default ->
                FunctionTimer.builder(
                                meter.id(),
                                this,
                                metrics -> (long) metrics.total("late-records/", series),
                                metrics -> metrics.total("late-ms/", series) / MILLIS,
                                TimeUnit.SECONDS)
                        .description(meter.help())
                        .tags(tags)
                        .register(registry);
        }
    }

    private static @Nullable String unit(HoldfastMeter meter) {
        return meter.unit().isEmpty() ? null : meter.unit();
    }

    private double value(Series series) {
        Seen newest = look();
        return newest == null ? 0 : newest.values.getOrDefault(series, 0.0);
    }

    private double total(String name, Series series) {
        Seen newest = look();
        if (newest == null) {
            return 0;
        }
        for (HandlerState handler : newest.state.handlers()) {
            if (handler.id().equals(series.tags().get(1))) {
                return (double)
                        handler.totals().getOrDefault(name + series.tags().get(2), 0L);
            }
        }
        return 0;
    }
}
