package dev.holdfast.examples.benchmarks.trial;

/**
 * Who is compared.
 *
 * @param name its name in tables
 * @param tuning how it is set: as it is, or as its own documentation says for this kind of work
 * @param ordered whether it promises the order of keys, which is then checked
 * @param slow whether it gets fewer records and rounds than the others, so that the whole ends in time
 * @param peer how it is started
 */
public record Contestant(String name, String tuning, boolean ordered, boolean slow, Peer peer) {
    /** As it is when nothing is set. */
    public static final String DEFAULTS = "defaults";

    /**
     * The same contestant where it is slow.
     *
     * @return with fewer records and rounds
     */
    public Contestant slowly() {
        return new Contestant(name, tuning, ordered, true, peer);
    }

    /**
     * The same contestant under other circumstances.
     *
     * @param how what tells it from itself, in place of how it is set
     * @return the contestant
     */
    public Contestant tuned(String how) {
        return new Contestant(name, how, ordered, slow, peer);
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
