package dev.holdfast.examples.chaos;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A step at which an instance dies: between two things that it does, or in the middle of what it says to a broker. */
enum Step {
    /** While a handler runs. */
    IN_HANDLER,
    /** A handler has returned, nothing that it asked for is sent. */
    BEFORE_SEND,
    /** The first of a record's results is written, the second is not. */
    BETWEEN_SENDS,
    /** What is to be written does not reach the broker. */
    WRITE_UNSENT(Phase.WORK, Talk.WRITE, Moment.UNSENT),
    /** It is written, and the instance does not hear of it. */
    WRITE_UNHEARD(Phase.WORK, Talk.WRITE, Moment.UNHEARD),
    /** All is written, the offsets are not. */
    OFFSETS_UNSENT(Phase.WORK, Talk.OFFSETS, Moment.UNSENT),
    /** The offsets are written, and the instance does not hear of it. */
    OFFSETS_UNHEARD(Phase.WORK, Talk.OFFSETS, Moment.UNHEARD),
    /** Results and offsets are in the transaction, which is not committed. */
    COMMIT_UNSENT(Phase.WORK, Talk.COMMIT, Moment.UNSENT),
    /** The broker commits the transaction of an instance that is dead by then. */
    COMMIT_SENT(Phase.WORK, Talk.COMMIT, Moment.SENT),
    /** The transaction is committed, and the instance does not hear of it. */
    COMMIT_UNHEARD(Phase.WORK, Talk.COMMIT, Moment.UNHEARD),
    /** The instance was given partitions, and has not asked from where to read them. */
    TAKEOVER_UNSENT(Phase.TAKEOVER, Talk.PLACES, Moment.UNSENT),
    /** It has asked, and does not hear the answer. */
    TAKEOVER_UNHEARD(Phase.TAKEOVER, Talk.PLACES, Moment.UNHEARD),
    /** Partitions are taken from it, and their last offsets are not sent. */
    REVOKE_UNSENT(Phase.REVOKE, Talk.OFFSETS, Moment.UNSENT),
    /** They are written, and it does not hear of it. */
    REVOKE_UNHEARD(Phase.REVOKE, Talk.OFFSETS, Moment.UNHEARD),
    /** It has done all that there was to do with them, and not told the group. */
    REVOKE_KEPT(Phase.REVOKE, Talk.GIVEN_UP, Moment.UNSENT),
    /** It was told to end, and does not send the offsets of what it has finished. */
    DRAIN_UNSENT(Phase.DRAIN, Talk.OFFSETS, Moment.UNSENT),
    /** They are written, and it does not hear of it. */
    DRAIN_UNHEARD(Phase.DRAIN, Talk.OFFSETS, Moment.UNHEARD),
    /** It has finished, and does not tell the group that it leaves. */
    DRAIN_LEAVING(Phase.DRAIN, Talk.LEAVING, Moment.UNSENT);

    static final List<String> NAMES = Arrays.stream(values()).map(Step::text).toList();

    /** What the instance does meanwhile. */
    enum Phase {
        /** It handles records, and dies by its own hand. */
        ALONE,
        WORK,
        /** It is given its first partitions. */
        TAKEOVER,
        /** Partitions are taken from it, since another instance has come. */
        REVOKE,
        /** It was told to end. */
        DRAIN
    }

    /** What is said to a broker. */
    enum Talk {
        NOTHING,
        WRITE,
        OFFSETS,
        COMMIT,
        PLACES,
        GIVEN_UP,
        LEAVING
    }

    /** When it dies. */
    enum Moment {
        /** What it says never reaches the broker. */
        UNSENT,
        /** It reaches the broker when the instance is dead. */
        SENT,
        /** The broker has done what was asked, and its answer does not reach the instance. */
        UNHEARD
    }

    private final Phase phase;
    private final Talk talk;
    private final Moment moment;

    Step() {
        this(Phase.ALONE, Talk.NOTHING, Moment.UNSENT);
    }

    Step(Phase phase, Talk talk, Moment moment) {
        this.phase = phase;
        this.talk = talk;
        this.moment = moment;
    }

    Phase phase() {
        return phase;
    }

    Talk talk() {
        return talk;
    }

    Moment moment() {
        return moment;
    }

    /** Whether there is such a step at all: at least once has no transactions. */
    boolean isIn(boolean exactlyOnce) {
        return exactlyOnce || talk != Talk.COMMIT;
    }

    /** As an option is written. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Step> of(String text) {
        return Arrays.stream(values()).filter(one -> one.text().equals(text)).findFirst();
    }
}
