package dev.holdfast.examples.benchmarks.trial;

/**
 * Who is compared.
 *
 * @param name its name in tables
 * @param tuning how it is set: as it is, or as its own documentation says for this kind of work
 * @param ordered whether it promises the order of keys, which is then checked
 * @param slow whether it gets fewer records and rounds than the others, so that the whole ends in time
 * @param once whether a record that it handles more than once makes the run fail, or is told beside its figures
 * @param peer how it is started
 */
public record Contestant(String name, String tuning, boolean ordered, boolean slow, boolean once, Peer peer) {
    /** As it is when nothing is set. */
    public static final String DEFAULTS = "defaults";

    /**
     * Creates one of which each record is expected once.
     *
     * @param name its name in tables
     * @param tuning how it is set
     * @param ordered whether it promises the order of keys
     * @param slow whether it gets fewer records and rounds
     * @param peer how it is started
     */
    public Contestant(String name, String tuning, boolean ordered, boolean slow, Peer peer) {
        this(name, tuning, ordered, slow, true, peer);
    }

    /**
     * The same contestant where it is slow.
     *
     * @return with fewer records and rounds
     */
    public Contestant slowly() {
        return new Contestant(name, tuning, ordered, true, once, peer);
    }

    /**
     * The same contestant under other circumstances.
     *
     * @param how what tells it from itself, in place of how it is set
     * @return the contestant
     */
    public Contestant tuned(String how) {
        return new Contestant(name, how, ordered, slow, once, peer);
    }

    /**
     * Name and tuning.
     *
     * @return what tells it from all others of a workload
     */
    public String id() {
        return name + ", " + tuning;
    }
}
