package dev.holdfast.avro;

import org.apache.avro.reflect.AvroDefault;

/** The same order in several versions of its class; Avro compares fields, not the names of these classes. */
final class Orders {
    private Orders() {}

    static final class V1 {
        record Order(String id, int quantity) {}
    }

    /** Reads what V1 wrote. */
    static final class V2 {
        record Order(String id, int quantity, @AvroDefault("\"none\"") String coupon) {}
    }

    /** Does not: a new field without a default, and another type. */
    static final class V3 {
        record Order(String id, boolean quantity, String warehouse) {}
    }
}
