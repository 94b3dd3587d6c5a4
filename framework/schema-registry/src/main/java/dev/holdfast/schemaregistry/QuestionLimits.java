package dev.holdfast.schemaregistry;

import java.time.Duration;

/**
 * How much is remembered and how long is waited.
 *
 * @param found how many answers are remembered
 * @param missing how many absences are remembered
 * @param absence how long an absence is believed
 * @param patience how long one asker waits; {@link #UNLIMITED} for as long as it takes
 * @param hopeful whether to wait even while the registry is known to be down: nobody else asks again for a writer
 */
record QuestionLimits(int found, int missing, Duration absence, Duration patience, boolean hopeful) {
    static final Duration UNLIMITED = Duration.ofDays(365);

    static QuestionLimits of(RegistryConfig config, Duration patience, boolean hopeful) {
        return new QuestionLimits(
                config.number("max.schemas.per.subject"),
                config.number("missing.cache.size"),
                config.seconds("missing.id.cache.ttl.sec"),
                patience,
                hopeful);
    }

    boolean isPatient() {
        return !patience.equals(UNLIMITED);
    }
}
