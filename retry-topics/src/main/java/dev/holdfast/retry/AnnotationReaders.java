package dev.holdfast.retry;

import dev.holdfast.spi.FeatureReader;
import dev.holdfast.spi.HandlerFeature;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns the annotations into what the builder would have been given. */
final class AnnotationReaders {
    private AnnotationReaders() {}

    private static @Nullable HandlerFeature orProblems(RetrySchedule schedule, List<String> problems) {
        problems.addAll(schedule.textProblems());
        return schedule.textProblems().isEmpty() ? schedule : null;
    }

    /** Reads {@link RetryTopics}; made by reflection. */
    public static final class OfRetryTopics implements FeatureReader<RetryTopics> {
        /** Made by reflection. */
        public OfRetryTopics() {}

        @Override
        public @Nullable HandlerFeature read(RetryTopics annotation, List<String> problems) {
            RetrySchedule schedule = RetrySchedule.of(annotation.value())
                    .inPlace(annotation.inPlace())
                    .only(annotation.only())
                    .except(annotation.except())
                    .onExhausted(annotation.onExhausted());
            return orProblems(schedule, problems);
        }
    }

    /** Reads {@link DeadLetterTopic}; made by reflection. */
    public static final class OfDeadLetterTopic implements FeatureReader<DeadLetterTopic> {
        /** Made by reflection. */
        public OfDeadLetterTopic() {}

        @Override
        public @Nullable HandlerFeature read(DeadLetterTopic annotation, List<String> problems) {
            RetrySchedule schedule = RetrySchedule.deadLettersOnly();
            String retention = annotation.retention();
            return orProblems(retention.isEmpty() ? schedule : schedule.deadLetterRetention(retention), problems);
        }
    }
}
