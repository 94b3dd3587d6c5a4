package dev.holdfast.json;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Types that the tests read and write. */
final class Samples {
    private Samples() {}

    enum Colour {
        RED,
        GREEN
    }

    record Point(int x, int y) {}

    record Page<T>(List<T> items, Optional<String> next) {}

    record Everything(
            UUID id,
            BigDecimal amount,
            Instant at,
            OffsetDateTime local,
            LocalDate day,
            Duration length,
            Colour colour,
            Optional<Point> point,
            Map<String, List<Point>> points) {}

    sealed interface Payment {}

    record Card(String number) implements Payment {}

    sealed interface Money extends Payment permits Cash, Cheque {}

    record Cash(int cents) implements Money {}

    record Cheque(String bank) implements Money {}

    record Order(Payment paidBy) {}
}
