package dev.holdfast.connect.avro;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigException;

/**
 * How Connect's schemas and Avro's become one another; what concerns the registry is read by its client.
 *
 * @param metadata whether Avro's schemas keep what only Connect's say
 * @param enhanced whether enums stay enums, and branches of unions have their namespace
 * @param withoutDefaults whether null stays null where an optional field has a default
 * @param remembered how many schemas
 */
record ConverterConfig(boolean metadata, boolean enhanced, boolean withoutDefaults, int remembered) {
    private static final String METADATA = "connect.meta.data";
    private static final String ENHANCED = "enhanced.avro.schema.support";
    private static final String WITHOUT_DEFAULTS = "ignore.default.for.nullables";
    private static final String REMEMBERED = "schemas.cache.config";
    /** Confluent's that mean something else than what is done here; to ignore them would write other bytes. */
    private static final List<String> NOT_THERE = List.of(
            "scrub.invalid.names",
            "discard.type.doc.default",
            "allow.optional.map.keys",
            "flatten.singleton.unions",
            "flatten.unions",
            "generalized.sum.type.support",
            "force.optional.schema.by.default",
            "avro.logical.types.nanos");

    static final ConfigDef DEFINITION = new ConfigDef()
            .define(
                    "schema.registry.url",
                    ConfigDef.Type.LIST,
                    Importance.HIGH,
                    "Where the schema registry is; several URLs are asked in turn.")
            .define(
                    "auto.register.schemas",
                    ConfigDef.Type.BOOLEAN,
                    true,
                    Importance.MEDIUM,
                    "Whether schemas are registered when they are first written.")
            .define(
                    METADATA,
                    ConfigDef.Type.BOOLEAN,
                    true,
                    Importance.LOW,
                    "Whether Avro's schemas keep what only Connect's say: names, versions, docs, parameters, defaults.")
            .define(
                    ENHANCED,
                    ConfigDef.Type.BOOLEAN,
                    false,
                    Importance.MEDIUM,
                    "Whether enums are written as enums, and branches of unions are named with their namespace.")
            .define(
                    WITHOUT_DEFAULTS,
                    ConfigDef.Type.BOOLEAN,
                    false,
                    Importance.LOW,
                    "Whether null is written as null where an optional field has a default.")
            .define(
                    REMEMBERED,
                    ConfigDef.Type.INT,
                    1_000,
                    Range.atLeast(1),
                    Importance.LOW,
                    "How many schemas are remembered in each direction.");

    /** Reads a configuration; throws if it asks for what is not there. */
    static ConverterConfig of(Map<String, ?> config) {
        for (String key : NOT_THERE) {
            Object value = config.get(key);
            if (value != null && !value.toString().strip().equalsIgnoreCase("false")) {
                throw new ConfigException(key + " is not supported by this converter; it can only be false");
            }
        }
        AbstractConfig values = new AbstractConfig(DEFINITION, config, false);
        return new ConverterConfig(
                values.getBoolean(METADATA),
                values.getBoolean(ENHANCED),
                values.getBoolean(WITHOUT_DEFAULTS),
                values.getInt(REMEMBERED));
    }
}
