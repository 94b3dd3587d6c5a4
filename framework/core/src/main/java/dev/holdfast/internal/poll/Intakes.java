package dev.holdfast.internal.poll;

import dev.holdfast.internal.dispatch.Lane;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The owned partitions. Changed by the poll thread, read by any. */
final class Intakes {
    private final Map<TopicPartition, Intake> all = new ConcurrentHashMap<>();

    void add(Lane lane, long restoredUntil) {
        all.put(lane.partition(), new Intake(lane, Limits.shared(all.values()), restoredUntil));
    }

    /** Says anew how much of each partition may be in flight: the less of the others is, the more. */
    void shareLimits() {
        Limits shared = Limits.shared(all.values());
        all.values().forEach(intake -> intake.limits(shared));
    }

    void open(Lane lane) {
        Intake intake = all.get(lane.partition());
        if (intake != null) {
            intake.open();
        }
    }

    @Nullable
    Intake get(TopicPartition partition) {
        return all.get(partition);
    }

    /** Whether a lane is the one in which its partition is handled now. */
    boolean isCurrent(Lane lane) {
        Intake intake = all.get(lane.partition());
        return intake != null && intake.lane() == lane;
    }

    Collection<Intake> all() {
        return all.values();
    }

    List<Lane> lanes() {
        List<Lane> lanes = new ArrayList<>();
        all.values().forEach(intake -> lanes.add(intake.lane()));
        return lanes;
    }

    List<Lane> lanes(Collection<TopicPartition> partitions) {
        List<Lane> lanes = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            Intake intake = all.get(partition);
            if (intake != null) {
                lanes.add(intake.lane());
            }
        }
        return lanes;
    }

    void remove(Collection<Lane> lanes) {
        for (Lane lane : lanes) {
            Intake intake = all.remove(lane.partition());
            if (intake != null) {
                intake.forget();
            }
        }
    }
}
