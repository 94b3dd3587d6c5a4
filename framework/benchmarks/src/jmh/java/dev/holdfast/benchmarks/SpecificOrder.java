package dev.holdfast.benchmarks;

import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** What Avro's compiler generates, in short. */
public final class SpecificOrder extends SpecificRecordBase {
    private static final long serialVersionUID = 1L;

    public static final Schema SCHEMA$ = new Schema.Parser()
            .parse(
                    """
            {"type":"record","name":"SpecificOrder","namespace":"dev.holdfast.benchmarks","fields":[
              {"name":"id","type":{"type":"string","avro.java.string":"String"}},
              {"name":"customer","type":{"type":"string","avro.java.string":"String"}},
              {"name":"placedAt","type":"long"},
              {"name":"express","type":"boolean"},
              {"name":"lines","type":{"type":"array","items":{"type":"record","name":"SpecificLine","fields":[
                {"name":"article","type":{"type":"string","avro.java.string":"String"}},
                {"name":"count","type":"int"},
                {"name":"price","type":"double"}]}}}]}
            """);

    private String id = "";
    private String customer = "";
    private long placedAt;
    private boolean express;
    private @Nullable List<?> lines;

    /** For Avro. */
    public SpecificOrder() {}

    static SpecificOrder of(Orders.Order order) {
        SpecificOrder specific = new SpecificOrder();
        specific.id = order.id();
        specific.customer = order.customer();
        specific.placedAt = order.placedAt();
        specific.express = order.express();
        specific.lines = order.lines().stream().map(SpecificLine::of).toList();
        return specific;
    }

    @Override
    public Schema getSchema() {
        return SCHEMA$;
    }

    @Override
    public @Nullable Object get(int field) {
        return switch (field) {
            case 0 -> id;
            case 1 -> customer;
            case 2 -> placedAt;
            case 3 -> express;
            default -> lines;
        };
    }

    @Override
    public void put(int field, @Nullable Object value) {
        Objects.requireNonNull(value);
        switch (field) {
            case 0 -> id = value.toString();
            case 1 -> customer = value.toString();
            case 2 -> placedAt = (Long) value;
            case 3 -> express = (Boolean) value;
            default -> lines = (List<?>) value;
        }
    }
}
