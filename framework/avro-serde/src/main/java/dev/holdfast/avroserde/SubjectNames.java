package dev.holdfast.avroserde;

import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.ConfigException;

/** Under which subject a topic's schemas are registered. */
enum SubjectNames {
    TOPIC("TopicNameStrategy") {
        @Override
        String subject(String topic, boolean key, Schema schema) {
            return topic + (key ? "-key" : "-value");
        }
    },
    RECORD("RecordNameStrategy") {
        @Override
        String subject(String topic, boolean key, Schema schema) {
            return recordName(schema);
        }
    },
    TOPIC_RECORD("TopicRecordNameStrategy") {
        @Override
        String subject(String topic, boolean key, Schema schema) {
            return topic + "-" + recordName(schema);
        }
    };

    private final String simpleName;

    SubjectNames(String simpleName) {
        this.simpleName = simpleName;
    }

    abstract String subject(String topic, boolean key, Schema schema);

    /** By the simple name of Confluent's class, however the package is given; no class is loaded. */
    static SubjectNames named(String configKey, Object value) {
        String name = value instanceof Class<?> type ? type.getName() : value.toString();
        String simple = name.substring(name.lastIndexOf('.') + 1);
        return Stream.of(values())
                .filter(known -> known.simpleName.equals(simple))
                .findFirst()
                .orElseThrow(() -> new ConfigException(configKey
                        + " can be TopicNameStrategy, RecordNameStrategy or TopicRecordNameStrategy, not " + name));
    }

    private static String recordName(Schema schema) {
        if (schema.getType() != Schema.Type.RECORD) {
            throw new AvroDataException("subjects are named by records, but the schema is of type " + schema.getType());
        }
        return schema.getFullName();
    }
}
