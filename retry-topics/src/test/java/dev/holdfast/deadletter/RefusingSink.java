package dev.holdfast.deadletter;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

/** A sink whose task reports every record as one that it can't store, as {@code ErrantRecordReporter} is meant for. */
public final class RefusingSink extends SinkConnector {
    @Override
    public String version() {
        return "1";
    }

    @Override
    public void start(Map<String, String> settings) {}

    @Override
    public Class<? extends Task> taskClass() {
        return Refusing.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int most) {
        return List.of(Map.of());
    }

    @Override
    public void stop() {}

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    /** Its task. */
    public static final class Refusing extends SinkTask {
        @Override
        public String version() {
            return "1";
        }

        @Override
        public void start(Map<String, String> settings) {}

        @Override
        public void put(Collection<SinkRecord> records) {
            for (SinkRecord record : records) {
                reported(context.errantRecordReporter().report(record, new IllegalStateException("the store is away")));
            }
        }

        private static void reported(Future<Void> report) {
            try {
                report.get();
            } catch (ExecutionException | InterruptedException e) {
                throw new ConnectException(e);
            }
        }

        @Override
        public void stop() {}
    }
}
