package dev.holdfast.examples.payments;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.state.Phase;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

class ScrapeTest {
    @Test
    void figuresAreSumsOfWhatAnInstanceTells() {
        String metrics =
                """
                # TYPE holdfast_app_state gauge
                holdfast_app_state{app="p",state="running"} 1.0
                holdfast_app_state{app="p",state="failed"} 0.0
                holdfast_handled_records_total{group="g",handler="g/h"} 1200.0
                holdfast_handled_records_total{group="g",handler="g/i"} 34.0
                holdfast_failed_attempts_total{group="g",handler="g/h"} 5.0
                holdfast_partitions{group="g",handler="g/h",topic="payments.requested"} 4.0
                holdfast_partitions{group="g",handler="g/h",topic="payments.requested.g.retry.1"} 4.0
                holdfast_in_flight_records{group="g",handler="g/h",topic="payments.requested"} 7.0
                holdfast_lag_records{group="g",handler="g/h",topic="payments.requested"} 1.1E3
                """;
        assertThat(Scrape.read("payments-1", metrics))
                .isEqualTo(new InstanceFigures("payments-1", Phase.RUNNING, 4, 1_234, 5, 7, 1_100));
    }

    @Test
    void anInstanceThatDoesNotAnswerIsShownAsStopped() {
        Scrape scrape = new Scrape(List.of(InetSocketAddress.createUnresolved("127.0.0.1", 1)));
        assertThat(scrape.figures()).extracting(InstanceFigures::phase).containsExactly(Phase.STOPPED);
    }
}
