package dev.holdfast.avroserde;

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
            {"type":"record","name":"SpecificOrder","namespace":"dev.holdfast.avroserde","fields":[
              {"name":"id","type":{"type":"string","avro.java.string":"String"}},
              {"name":"quantity","type":"int"},
              {"name":"coupon","type":["null",{"type":"string","avro.java.string":"String"}],"default":null}]}
            """);

    private String id = "";
    private int quantity;
    private @Nullable String coupon;

    public SpecificOrder() {}

    SpecificOrder(String id, int quantity, @Nullable String coupon) {
        this.id = id;
        this.quantity = quantity;
        this.coupon = coupon;
    }

    @Override
    public Schema getSchema() {
        return SCHEMA$;
    }

    @Override
    public @Nullable Object get(int field) {
        return switch (field) {
            case 0 -> id;
            case 1 -> quantity;
            default -> coupon;
        };
    }

    @Override
    public void put(int field, @Nullable Object value) {
        switch (field) {
            case 0 -> id = String.valueOf(value);
            case 1 -> quantity = (Integer) Objects.requireNonNull(value);
            default -> coupon = value == null ? null : value.toString();
        }
    }
}
