package dev.holdfast.examples.chaos;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * The instances of the application, each at a place with a number. Those at even places have a stable instance id, so a
 * new one aborts at once what a killed one left open; at odd places that waits for the transaction's time-out.
 *
 * <p>Calls come from one thread at a time.
 */
final class Instances implements AutoCloseable {
    static final int USUAL = 3;
    static final int MOST = 5;

    private final List<String> arguments;
    private final Path logs;
    private final Map<Integer, Instance> running = new TreeMap<>();
    private int starts;
    private int diedAlone;

    /**
     * Creates it without any instance.
     *
     * @param arguments what all instances are started with
     * @param logs a directory for their logs
     */
    Instances(List<String> arguments, Path logs) {
        this.arguments = arguments;
        this.logs = logs;
    }

    int count() {
        return running.size();
    }

    /** How many have ended that nobody had told to. */
    int diedAlone() {
        return diedAlone;
    }

    /** The instance that has the transactional id with this. */
    static String idAt(int place) {
        return "i" + place;
    }

    /** Starts an instance at the first place that is empty. */
    void add() {
        for (int place = 0; place < MOST; place++) {
            if (!running.containsKey(place)) {
                start(place);
                return;
            }
        }
    }

    /** Starts again what has ended by itself, and remembers that. */
    void replaceDead() {
        for (int place : List.copyOf(running.keySet())) {
            if (!at(place).isAlive()) {
                diedAlone++;
                start(place);
            }
        }
    }

    /** A place where an instance runs. */
    int any(Random random) {
        return new ArrayList<>(running.keySet()).get(random.nextInt(running.size()));
    }

    void kill(int place) throws InterruptedException {
        at(place).kill();
        start(place);
    }

    void restart(int place) throws InterruptedException {
        remove(place);
        start(place);
    }

    void remove(int place) throws InterruptedException {
        Instance instance = at(place);
        instance.stop();
        running.remove(place);
    }

    void freeze(int place, int seconds) throws InterruptedException {
        at(place).freeze(seconds);
    }

    /** Ends all in good order. */
    void stopAll() throws InterruptedException {
        for (int place : List.copyOf(running.keySet())) {
            remove(place);
        }
    }

    @Override
    public void close() {
        running.values().forEach(Instance::close);
    }

    private Instance at(int place) {
        Instance instance = running.get(place);
        if (instance == null) {
            throw new IllegalStateException("No instance is at " + place);
        }
        return instance;
    }

    private void start(int place) {
        List<String> all = new ArrayList<>(arguments);
        if (place % 2 == 0) {
            all.add(idAt(place));
        }
        starts++;
        running.put(place, Instance.start(logs.resolve("instance-" + place + "-start-" + starts + ".log"), all));
    }
}
