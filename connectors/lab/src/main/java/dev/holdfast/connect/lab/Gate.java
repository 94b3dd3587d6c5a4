package dev.holdfast.connect.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.ConnectRecord;
import org.apache.kafka.connect.transforms.Transformation;
import org.jspecify.annotations.Nullable;

/**
 * A transformation for tests: records wait in it while a file exists (and another file tells that one does), so that a worker can be killed when its task has read
 * messages and Kafka has none of them; and of records that pass it can drop all, or every second.
 *
 * @param <R> source or sink records
 */
public final class Gate<R extends ConnectRecord<R>> implements Transformation<R> {
    private static final String FILE = "file";
    private static final String KEEP_ONE_OF = "keep.one.of";
    private static final long LOOK_AGAIN_NANOS = 10_000_000;

    /** What is added to the file's name when a record waits. */
    public static final String REACHED = ".reached";

    private @Nullable Path file;
    private int keepOneOf = 1;
    private int count;
    private volatile boolean closed;

    /** For Connect. */
    public Gate() {}

    @Override
    public ConfigDef config() {
        return new ConfigDef()
                .define(
                        FILE,
                        ConfigDef.Type.STRING,
                        "",
                        ConfigDef.Importance.LOW,
                        "Records wait while this file exists.")
                .define(
                        KEEP_ONE_OF,
                        ConfigDef.Type.INT,
                        1,
                        ConfigDef.Importance.LOW,
                        "Of so many records one is kept; 0 keeps none.");
    }

    @Override
    public void configure(Map<String, ?> configs) {
        AbstractConfig values = new AbstractConfig(config(), configs, false);
        String name = values.getString(FILE);
        file = name.isEmpty() ? null : Path.of(name);
        keepOneOf = values.getInt(KEEP_ONE_OF);
    }

    @Override
    public @Nullable R apply(R record) {
        if (file != null && Files.exists(file)) {
            tell(file.resolveSibling(file.getFileName() + REACHED));
            while (Files.exists(file) && !closed) {
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            }
        }
        count++;
        return keepOneOf != 0 && count % keepOneOf == 0 ? record : null;
    }

    private static void tell(Path reached) {
        try {
            Files.write(reached, new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
