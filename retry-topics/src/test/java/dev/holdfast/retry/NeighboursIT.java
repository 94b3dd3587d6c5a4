package dev.holdfast.retry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.app.Holdfast;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.retry.TierFixture.Call;
import dev.holdfast.state.HandlerState;
import dev.holdfast.testkit.KafkaTest;
import dev.holdfast.testkit.TestTopics;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What failing records cost the others of their partition. */
@KafkaTest
@Timeout(120)
class NeighboursIT {
    private static final int RECORDS = 5_000;
    private static final int FAILING = RECORDS / 20;

    private final Queue<String> polled = new ConcurrentLinkedQueue<>();
    private final TierFixture fixture;

    NeighboursIT(KafkaCluster cluster, TestTopics topics) {
        this.fixture = new TierFixture(cluster, topics, 2);
        FetchLog.Sink sink = polled::add;
        fixture.with(builder ->
                builder.consumerProperties(Map.of("interceptor.classes", FetchLog.class.getName(), FetchLog.TO, sink)));
    }

    @AfterEach
    void ends() {
        fixture.close();
    }

    /** A seek, or a fetch position that is moved in any other way, makes polls return an offset twice or none. */
    @Test
    void polledOnceHandledOnceAndCountedOnce() {
        Holdfast app =
                fixture.start(TierFixture::failAsTold, RetrySchedule.of("100ms").inPlace("10ms"));
        for (int partition = 0; partition < 2; partition++) {
            String in = " " + partition + " ";
            fixture.publish(
                    partition,
                    IntStream.range(0, RECORDS / 2)
                            .mapToObj(n -> (n % 20 == 7 ? n % 40 == 7 ? "fail 1" : "fail 2" : "fine") + in + n)
                            .toArray(String[]::new));
        }
        fixture.awaitCommitted(fixture.source.name());
        fixture.awaitCommitted(fixture.own("retry.1"));

        List<String> ofSource = polled.stream()
                .filter(record -> record.startsWith(fixture.source.name() + "-"))
                .toList();
        assertThat(ofSource).hasSize(RECORDS).doesNotHaveDuplicates();
        assertThat(polled).doesNotHaveDuplicates();
        assertThat(fixture.calls().stream().filter(call -> call.value().startsWith("fine")))
                .hasSize(RECORDS - FAILING)
                .doesNotHaveDuplicates()
                .allSatisfy(call -> assertThat(call.attempt()).isEqualTo(1));
        int twice = (int) fixture.calls().stream()
                .map(Call::value)
                .filter(value -> value.startsWith("fail 2"))
                .distinct()
                .count();
        HandlerState state = app.state().handlers().get(0);
        assertThat(state.handled()).isEqualTo(RECORDS);
        assertThat(state.failed()).isEqualTo(FAILING + twice);
    }
}
