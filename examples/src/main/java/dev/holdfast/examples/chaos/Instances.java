package dev.holdfast.examples.chaos;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The instances of the application, each at a place with a number. Those at even places have a stable instance id, so a
 * new one aborts at once what a killed one left open; at odd places that waits for the transaction's time-out.
 *
 * <p>Calls come from one thread at a time.
 */
final class Instances implements AutoCloseable {
    static final int USUAL = 3;
    static final int MOST = 5;

    private final AppOptions options;
    private final Members members;
    private final Path logs;
    private final Map<Integer, Instance> running = new TreeMap<>();
    private int starts;
    private int diedAlone;

    /**
     * Creates it without any instance.
     *
     * @param options what all instances are told
     * @param members the group that they are members of
     * @param logs a directory for their logs
     */
    Instances(AppOptions options, Members members, Path logs) {
        this.options = options;
        this.members = members;
        this.logs = logs;
    }

    int count() {
        return running.size();
    }

    /** How many have ended that nobody had told to, or otherwise than they were told to. */
    int diedAlone() {
        return diedAlone;
    }

    /** The instance that has the transactional id with this. */
    static String idAt(int place) {
        return "i" + place;
    }

    /** Starts an instance at the first place that is empty, if there is one. */
    void add() {
        if (count() < MOST) {
            add(Optional.empty());
        }
    }

    /**
     * Starts an instance at the first place that is empty.
     *
     * @param halt the step at which it is to end its own process
     * @return its place
     */
    int add(Optional<Step> halt) {
        int place = freePlace();
        start(place, halt);
        return place;
    }

    /** The client id of the one that will be added next. */
    String nameOfNext() {
        return optionsOf(freePlace(), starts + 1, Optional.empty()).name();
    }

    private int freePlace() {
        return IntStream.range(0, MOST)
                .filter(place -> !running.containsKey(place))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("No place is free"));
    }

    /** Waits until all have been given partitions: what they need is there then, too. */
    void awaitStart() throws InterruptedException {
        for (int place : List.copyOf(running.keySet())) {
            Patience.until(
                    "the instance at place " + place + " owned partitions",
                    () -> members.owns(at(place).name()));
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

    /**
     * A place whose instance has begun to work, since nothing would come of what happens to others: one may have been given
     * partitions only in which nothing ever is.
     */
    int anyAtWork(Random random) throws InterruptedException {
        List<Integer> atWork = new ArrayList<>();
        Patience.until("an instance owned partitions and handled records", () -> {
            replaceDead();
            for (int place : running.keySet()) {
                if (isAtWork(place)) {
                    atWork.add(place);
                }
            }
            return !atWork.isEmpty();
        });
        return atWork.get(random.nextInt(atWork.size()));
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
        if (!at(place).stop()) {
            diedAlone++;
        }
        running.remove(place);
    }

    /** Freezes an instance until others have its partitions, and waits until it has found out and got its own. */
    void freeze(int place) throws InterruptedException {
        Instance instance = at(place);
        Process frozen = instance.freeze();
        try {
            Patience.until("the group threw out " + instance.name(), () -> members.isGone(instance.name()));
        } finally {
            Instance.thaw(frozen);
        }
        awaitWork(place);
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

    /** Waits until an instance has partitions and has handled a record. */
    void awaitWork(int place) throws InterruptedException {
        Patience.until("the instance at place " + place + " owned partitions and handled records", () -> {
            replaceDead();
            return isAtWork(place);
        });
    }

    private boolean isAtWork(int place) throws InterruptedException {
        return at(place).hasHandled() && members.owns(at(place).name());
    }

    /** Gives up a place whose instance has ended as it was to; true. */
    boolean clear(int place) {
        return running.remove(place) != null;
    }

    Instance at(int place) {
        Instance instance = running.get(place);
        if (instance == null) {
            throw new IllegalStateException("No instance is at " + place);
        }
        return instance;
    }

    private void start(int place) {
        start(place, Optional.empty());
    }

    private void start(int place, Optional<Step> halt) {
        starts++;
        running.put(place, Instance.start(logs, optionsOf(place, starts, halt)));
    }

    private AppOptions optionsOf(int place, int number, Optional<Step> halt) {
        Optional<String> id = place % 2 == 0 ? Optional.of(idAt(place)) : Optional.empty();
        return options.of(number, id, halt);
    }
}
