package dev.holdfast.benchmarks;

import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** What Avro's compiler generates, in short. */
public final class SpecificLine extends SpecificRecordBase {
    private static final long serialVersionUID = 1L;

    public static final Schema SCHEMA$ =
            SpecificOrder.SCHEMA$.getField("lines").schema().getElementType();

    private String article = "";
    private int count;
    private double price;

    /** For Avro. */
    public SpecificLine() {}

    static SpecificLine of(Orders.Line line) {
        SpecificLine specific = new SpecificLine();
        specific.article = line.article();
        specific.count = line.count();
        specific.price = line.price();
        return specific;
    }

    @Override
    public Schema getSchema() {
        return SCHEMA$;
    }

    @Override
    public Object get(int field) {
        return switch (field) {
            case 0 -> article;
            case 1 -> count;
            default -> price;
        };
    }

    @Override
    public void put(int field, @Nullable Object value) {
        Objects.requireNonNull(value);
        switch (field) {
            case 0 -> article = value.toString();
            case 1 -> count = (Integer) value;
            default -> price = (Double) value;
        }
    }
}
