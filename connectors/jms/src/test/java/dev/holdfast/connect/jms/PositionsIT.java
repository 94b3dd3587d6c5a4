package dev.holdfast.connect.jms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.connect.contract.NeedsServer;
import dev.holdfast.connect.lab.JmsServer;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.util.List;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Positions on a real ActiveMQ Classic, with two tasks that both believe to own a partition. */
@NeedsServer
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PositionsIT {
    /** More than Classic's client lets a message come before it puts it aside. */
    private static final int MANY = 8;

    private JmsBroker broker;

    @BeforeAll
    void start() {
        broker = new JmsBroker(JmsServer.Kind.CLASSIC);
    }

    @AfterAll
    void end() {
        broker.server().close();
    }

    @Test
    void whatWasCommittedIsBehindForEverybody() throws Exception {
        try (Task first = new Task();
                Task second = new Task()) {
            assertThat(first.positions.isBehind(record("shared", 0))).isFalse();
            assertThat(first.positions.isBehind(record("shared", 1))).isFalse();
            first.commit();

            assertThat(second.positions.isBehind(record("shared", 1))).isTrue();
            assertThat(second.positions.isBehind(record("shared", 2))).isFalse();
            second.commit();

            assertThat(first.positions.isBehind(record("shared", 2))).isTrue();
            assertThat(first.positions.isBehind(record("shared", 3))).isFalse();
        }
    }

    @Test
    void onlyOneTransactionCanHaveAPosition() throws Exception {
        try (Task first = new Task();
                Task second = new Task()) {
            first.positions.isBehind(record("held", 0));
            first.commit();
            first.positions.isBehind(record("held", 1));

            assertThatThrownBy(() -> second.positions.isBehind(record("held", 1)))
                    .isInstanceOf(JMSException.class)
                    .hasMessageContaining("Another task is writing");

            first.commit();
            assertThat(second.positions.isBehind(record("held", 1))).isTrue();
        }
    }

    @Test
    void aPositionSurvivesManyTransactionsThatFail() throws Exception {
        try (Task task = new Task()) {
            task.positions.isBehind(record("failing", 5));
            task.commit();
        }
        for (int attempt = 0; attempt < MANY; attempt++) {
            try (Task task = new Task()) {
                assertThat(task.positions.isBehind(record("failing", 5))).isTrue();
                assertThat(task.positions.isBehind(record("failing", 6))).isFalse();
            }
        }
    }

    private static SinkRecord record(String topic, long offset) {
        return new SinkRecord(topic, 0, null, null, null, "value", offset);
    }

    /** A session as a sink has it. */
    private final class Task implements AutoCloseable {
        private final JmsConnection connection;
        private final Session session;
        private final Positions positions;

        private Task() throws JMSException {
            String url = broker.url(broker.server().port());
            JmsAddress address =
                    new JmsAddress(Provider.ACTIVEMQ, List.of(url), JmsServer.USER, JmsServer.USER, null, 10_000);
            connection = address.open(1);
            session = connection.get().createSession(Session.SESSION_TRANSACTED);
            positions = new Positions(session, "positions", "sink *");
            connection.get().start();
        }

        private void commit() throws JMSException {
            positions.store();
            session.commit();
        }

        @Override
        public void close() {
            connection.close();
        }
    }
}
