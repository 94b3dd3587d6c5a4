package dev.holdfast.avroserde;

import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Confluent's keys for Avro serdes, for keys or for values. */
final class AvroConfig {
    private static final String STRATEGY = ".subject.name.strategy";
    private static final ConfigDef DEFINITION = new ConfigDef()
            .define("auto.register.schemas", ConfigDef.Type.BOOLEAN, true, Importance.MEDIUM, "register when writing")
            .define("use.latest.version", ConfigDef.Type.BOOLEAN, false, Importance.LOW, "write as the newest version")
            .define("latest.compatibility.strict", ConfigDef.Type.BOOLEAN, true, Importance.LOW, "only if it fits")
            .define("avro.remove.java.properties", ConfigDef.Type.BOOLEAN, false, Importance.LOW, "when registering")
            .define("avro.use.logical.type.converters", ConfigDef.Type.BOOLEAN, false, Importance.LOW, "generic values")
            .define("specific.avro.reader", ConfigDef.Type.BOOLEAN, false, Importance.MEDIUM, "generated classes")
            .define("schema.reflection", ConfigDef.Type.BOOLEAN, false, Importance.LOW, "plain Java classes")
            .define("specific.avro.key.type", ConfigDef.Type.CLASS, null, Importance.LOW, "the class of keys")
            .define("specific.avro.value.type", ConfigDef.Type.CLASS, null, Importance.LOW, "the class of values");

    /** Confluent's keys that change what is written or where it is looked up, and their values that mean what is done here. */
    private static final Map<String, String> NOT_THERE = Map.of(
            "use.schema.id", "-1",
            "context.name.strategy", "NullContextNameStrategy",
            "key.schema.id.serializer", "PrefixSchemaIdSerializer",
            "value.schema.id.serializer", "PrefixSchemaIdSerializer",
            "use.latest.with.metadata", "",
            "rule.executors", "");

    private final AbstractConfig values;
    private final boolean key;
    private final SubjectNames subjects;

    AvroConfig(Map<String, ?> config, boolean key) {
        NOT_THERE.forEach((name, only) -> refuseOther(name, only, config.get(name)));
        this.values = new AbstractConfig(DEFINITION, new HashMap<>(config), false);
        this.key = key;
        String strategy = (key ? "key" : "value") + STRATEGY;
        Object named = config.get(strategy);
        this.subjects = named == null ? SubjectNames.TOPIC : SubjectNames.named(strategy, named);
    }

    private static void refuseOther(String key, String only, @Nullable Object value) {
        String text = value instanceof Class<?> type ? type.getName() : value == null ? only : value.toString();
        if (!text.substring(text.lastIndexOf('.') + 1).equals(only)) {
            throw new ConfigException(
                    key + " is not supported; " + (only.isEmpty() ? "leave it out" : "it can only be " + only));
        }
    }

    boolean is(String name) {
        return values.getBoolean(name);
    }

    boolean key() {
        return key;
    }

    String subject(String topic, Schema schema) {
        return subjects.subject(topic, key, schema);
    }

    /** The class to read, if one is named. */
    @Nullable
    Class<?> type() {
        return values.getClass(key ? "specific.avro.key.type" : "specific.avro.value.type");
    }
}
