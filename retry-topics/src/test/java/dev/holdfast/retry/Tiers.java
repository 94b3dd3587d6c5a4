package dev.holdfast.retry;

import dev.holdfast.retry.internal.FailedRecord;
import dev.holdfast.retry.internal.Failure;
import dev.holdfast.retry.internal.Origin;
import dev.holdfast.retry.internal.Trail;
import dev.holdfast.spi.DerivedTopic;
import dev.holdfast.spi.FeatureSettings;
import dev.holdfast.spi.HandlerExtension;
import dev.holdfast.spi.HandlerFeature;
import dev.holdfast.spi.HandlerInfo;
import dev.holdfast.spi.Timers;
import dev.holdfast.testkit.ManualClock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** What tests do to retry topics. */
final class Tiers {
    private Tiers() {}

    /** A schedule whose time a test moves. */
    static HandlerFeature onClock(RetrySchedule schedule, ManualClock clock) {
        return new HandlerFeature() {
            @Override
            public HandlerFeature configured(FeatureSettings settings) {
                return onClock((RetrySchedule) schedule.configured(settings), clock);
            }

            @Override
            public List<String> problems(HandlerInfo handler) {
                return schedule.problems(handler);
            }

            @Override
            public List<DerivedTopic> topics(HandlerInfo handler) {
                return schedule.topics(handler);
            }

            @Override
            public List<String> leftovers(HandlerInfo handler, Set<String> topics) {
                return schedule.leftovers(handler, topics);
            }

            @Override
            public HandlerExtension open(HandlerInfo handler, Timers timers) {
                return schedule.open(handler, clock);
            }
        };
    }

    /** The headers of a record that failed once and waits in a retry topic. */
    static Headers waiting(TierFixture fixture, int partition, long offset, Instant due) {
        Trail trail = new Trail(
                new Origin(fixture.source.name(), partition, offset, Instant.EPOCH),
                1,
                due.minusSeconds(1),
                due.minusSeconds(1),
                due,
                fixture.group,
                fixture.group + "/" + fixture.source.name(),
                new Failure("failed", "", "", "", ""),
                0);
        return FailedRecord.copy(new RecordHeaders(), trail);
    }
}
