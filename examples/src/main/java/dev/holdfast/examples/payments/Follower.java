package dev.holdfast.examples.payments;

import dev.holdfast.examples.command.Screen;
import java.time.Duration;

/** Shows how a run comes on, several times a second on a terminal, and notices when it doesn't. One thread. */
final class Follower {
    static final long TURN_MILLIS = 200;
    private static final double SECONDS_BETWEEN_LINES = 1.5;
    private static final long STANDSTILL_NANOS = Duration.ofSeconds(60).toNanos();

    private final Applications apps;
    private final PaymentStream stream;
    private final RetryWatch watch;
    private final Screen screen;
    private final ProgressView view;
    private final long begin = System.nanoTime();
    private double lineAt;
    private boolean stopped;
    private long progress = -1;
    private long progressAt = begin;

    Follower(Applications apps, PaymentStream stream, RetryWatch watch, Screen screen, int records) {
        this.apps = apps;
        this.stream = stream;
        this.watch = watch;
        this.screen = screen;
        this.view = new ProgressView(records);
    }

    /** Shows where things are; {@code left} is what is published and not committed. */
    void turn(long left) {
        Snapshot now = look();
        if (screen.isTerminal()) {
            screen.draw(view.block());
        } else if (now.seconds() >= lineAt) {
            screen.say(view.line());
            lineAt = now.seconds() + SECONDS_BETWEEN_LINES;
        }
        long seen = now.published() + now.sum(InstanceFigures::handled) - left;
        if (seen != progress) {
            progress = seen;
            progressAt = System.nanoTime();
        }
    }

    /** Stops publishing. */
    void stop() {
        if (!stopped) {
            stopped = true;
            stream.stop();
            screen.keep();
            screen.say("Stopped publishing; what is published is still handled ...");
        }
    }

    /** Whether nothing has moved for a minute. */
    boolean isGivingUp() {
        return System.nanoTime() - progressAt > STANDSTILL_NANOS;
    }

    /** Shows the end of it. */
    void end(long left) {
        look();
        if (screen.isTerminal()) {
            screen.draw(view.block());
            screen.keep();
        } else {
            screen.say(view.line());
        }
        Throwable failure = stream.failure();
        if (failure != null) {
            screen.say("Publishing ended early: " + failure);
        }
        if (left > 0) {
            screen.say("Nothing has moved for " + STANDSTILL_NANOS / 1_000_000_000 + " s, so the run ends here.");
        }
    }

    double seconds() {
        return (System.nanoTime() - begin) / 1e9;
    }

    private Snapshot look() {
        watch.look();
        Snapshot now = new Snapshot(seconds(), stream.published(), apps.figures(), watch.tiers(), watch.deadLetters());
        view.add(now);
        return now;
    }
}
