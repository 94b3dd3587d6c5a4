package dev.holdfast.retry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.InvalidDefinitionException;
import dev.holdfast.Order;
import dev.holdfast.annotation.Handles;
import dev.holdfast.app.Holdfast;
import dev.holdfast.app.Settings;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What people read who declare retries wrongly: all problems at once, each with its place. */
class DefinitionsTest {
    static final class Wrong {
        @Handles("keyed")
        @RetryTopics({"10s", "soon"})
        void unreadable(String value) {}

        @Handles(value = "overtaking", order = Order.KEY_UNTIL_RETRY)
        @RetryTopics(value = "10s", onExhausted = OnExhausted.HOLD_KEY)
        void holdsOutOfOrder(String value) {}

        @Handles(value = "parts", order = Order.PARTITION)
        @RetryTopics("10s")
        void inPartitionOrder(String value) {}

        @Handles("none")
        @RetryTopics({})
        void nothing(String value) {}

        @Handles("slow")
        @RetryTopics(
                value = {},
                inPlace = "2m")
        void slowInPlace(String value) {}

        @Handles(value = "both", order = Order.NONE)
        @RetryTopics(value = "1s", only = IOException.class, except = IOException.class)
        void both(String value) {}

        @Handles("letters")
        @DeadLetterTopic(retention = "a month")
        void letters(String value) {}
    }

    private static InvalidDefinitionException refused(Object handlers, Map<String, String> settings) {
        return Objects.requireNonNull(catchThrowableOfType(InvalidDefinitionException.class, () -> Holdfast.builder()
                .applicationId("app")
                .bootstrapServers("localhost:9")
                .settings(Settings.of(settings))
                .handlers(handlers)
                .build()));
    }

    @Test
    void everyProblemIsNamedWithItsMethod() {
        assertThat(refused(new Wrong(), Map.of()).problems())
                .containsExactlyInAnyOrder(
                        "the delay 'soon' is not a duration: write 500ms, 10s, 1m, 2h or 1d\n"
                                + "    at handler Wrong.unreadable (@RetryTopics)",
                        "onExhausted = HOLD_KEY needs the order KEY and at least one delay: without them no key is held\n"
                                + "    at handler Wrong.holdsOutOfOrder",
                        "a record in a retry topic is overtaken by younger ones of its partition, which the order"
                                + " PARTITION does not allow: retry in place only, or choose another order\n"
                                + "    at handler Wrong.inPartitionOrder",
                        "retries are declared without any delay: name delays, or declare dead letters only"
                                + " (@DeadLetterTopic)\n    at handler Wrong.nothing",
                        "a delay in place is at most a minute, but one is PT2M: records wait longer in a retry topic\n"
                                + "    at handler Wrong.slowInPlace",
                        "both 'only' and 'except' name java.io.IOException\n    at handler Wrong.both",
                        "the retention of dead letters 'a month' is not a duration: write 500ms, 10s, 1m, 2h or 1d\n"
                                + "    at handler Wrong.letters (@DeadLetterTopic)");
    }

    static final class Right {
        @Handles(value = "orders", order = Order.NONE)
        @RetryTopics("1s")
        void handle(String value) {}
    }

    @Test
    void anUnreadableSettingIsAProblemWithItsKey() {
        assertThat(refused(new Right(), Map.of("holdfast.handlers.app/orders.retry.delays", "1s,later"))
                        .problems())
                .containsExactly("'later' is not a duration: write 500ms, 10s, 1m, 2h or 1d\n    at settings key"
                        + " holdfast.handlers.app/orders.retry.delays (map)");
    }
}
