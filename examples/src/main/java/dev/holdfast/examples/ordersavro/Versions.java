package dev.holdfast.examples.ordersavro;

import org.apache.avro.reflect.AvroDefault;

/** The class of orders as it was, is, and should not become. In an application each would be the same class in its time. */
final class Versions {
    private Versions() {}

    static final class V1 {
        record Order(String item, int quantity) {}
    }

    /** A field more, with a default for the orders that lack it. */
    static final class V2 {
        record Order(String item, int quantity, @AvroDefault("\"standard\"") String shipping) {}
    }

    /** A field without a default, and another that changes its type. */
    static final class V3 {
        record Order(String item, boolean quantity, String warehouse) {}
    }
}
