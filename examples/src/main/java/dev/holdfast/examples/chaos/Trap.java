package dev.holdfast.examples.chaos;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Listens to what instances and brokers say, and kills an instance at the step for which it is set. May be used from any
 * thread.
 */
final class Trap implements Supplier<Wire.Ear> {
    private final Map<String, Integer> partitionsOf = new ConcurrentHashMap<>();
    private final AtomicReference<@Nullable Prey> awaited = new AtomicReference<>();

    /** An instance that is to die. */
    private static final class Prey {
        private final Step step;
        private final String clientId;
        private final Runnable kill;
        private volatile Giving giving = Giving.NOTHING;

        Prey(Step step, String clientId, Runnable kill) {
            this.step = step;
            this.clientId = clientId;
            this.kill = kill;
        }
    }

    /** Whether partitions were taken from it. */
    private enum Giving {
        NOTHING,
        UP,
        DONE
    }

    /** A request that is on its way, and whom its answer kills. */
    private record Pending(Call call, @Nullable Prey prey) {}

    /**
     * Sets it.
     *
     * @param step when to kill
     * @param clientId by which the instance is known to the brokers
     * @param kill what kills it; called at most once
     */
    void set(Step step, String clientId, Runnable kill) {
        awaited.set(new Prey(step, clientId, kill));
    }

    /** Whether it has killed. */
    boolean isSprung() {
        return awaited.get() == null;
    }

    /** Whether the instance has given partitions up without dying meanwhile. */
    boolean isMissed() {
        Prey prey = awaited.get();
        return prey != null && prey.giving == Giving.DONE;
    }

    /** Takes it away. */
    void release() {
        awaited.set(null);
    }

    @Override
    public Wire.Ear get() {
        Map<Integer, Pending> pending = new ConcurrentHashMap<>();
        return new Wire.Ear() {
            @Override
            public boolean passesRequest(ByteBuffer request) {
                Call call = Call.of(request);
                Prey prey = preyOf(call);
                Step.Moment moment = prey == null ? null : prey.step.moment();
                pending.put(call.correlationId(), new Pending(call, moment == Step.Moment.UNHEARD ? prey : null));
                if (prey == null || moment == Step.Moment.UNHEARD) {
                    return true;
                }
                return !isKilled(prey) || moment == Step.Moment.SENT;
            }

            @Override
            public boolean passesAnswer(ByteBuffer answer) {
                Pending asked = pending.remove(answer.getInt(answer.position()));
                if (asked == null) {
                    return true;
                }
                noteAssignment(asked.call(), answer);
                return asked.prey() == null || !isKilled(asked.prey());
            }
        };
    }

    /** Whom a request leads to its death, now or when it is answered. */
    private @Nullable Prey preyOf(Call call) {
        Prey prey = awaited.get();
        return prey != null && call.isBy(prey.clientId) && isAtStep(prey, call) ? prey : null;
    }

    private boolean isAtStep(Prey prey, Call call) {
        Step.Talk talk = prey.step.talk();
        if (prey.step.phase() != Step.Phase.REVOKE) {
            return call.says(talk);
        }
        if (prey.giving != Giving.UP) {
            return false;
        }
        if (hasGivenUp(call)) {
            prey.giving = Giving.DONE; // what it says from here on is ordinary work
            return talk == Step.Talk.GIVEN_UP;
        }
        return talk != Step.Talk.GIVEN_UP && call.says(talk);
    }

    private boolean hasGivenUp(Call call) {
        return call.says(Step.Talk.GIVEN_UP)
                && call.partitionsHeld()
                        <= partitionsOf.getOrDefault(call.header().clientId(), 0);
    }

    private void noteAssignment(Call call, ByteBuffer answer) {
        int given = call.partitionsGiven(answer);
        if (given < 0) {
            return;
        }
        Integer before = partitionsOf.put(call.header().clientId(), given);
        Prey prey = awaited.get();
        if (prey != null && before != null && given < before && call.isBy(prey.clientId)) {
            prey.giving = Giving.UP;
        }
    }

    private boolean isKilled(Prey prey) {
        if (!awaited.compareAndSet(prey, null)) {
            return false; // taken away meanwhile, or dead already
        }
        prey.kill.run();
        return true;
    }
}
