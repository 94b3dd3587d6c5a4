package dev.holdfast.examples.outbox;

import dev.holdfast.annotation.Emits;
import dev.holdfast.annotation.Handles;
import dev.holdfast.annotation.Key;
import dev.holdfast.app.Holdfast;
import dev.holdfast.json.JsonCodecs;
import java.util.Map;

/** The application: makes an invoice of each order, exactly once. */
final class InvoiceApp {
    static final String ORDERS = "outbox.event.orders";
    static final String INVOICES = "invoices";

    /** The shortest that brokers allow: until it is over, partitions of an application that was killed wait. */
    private static final String SESSION_TIMEOUT_MILLIS = "6000";

    /** Until it is over, readers wait for what an application that was killed left open. */
    private static final String TRANSACTION_TIMEOUT_MILLIS = "10000";

    @Handles(ORDERS)
    @Emits(INVOICES)
    Invoice invoice(@Key String orderId, Order order) {
        return new Invoice(Long.parseLong(orderId), order.cents());
    }

    /**
     * Runs until it is killed.
     *
     * @param arguments the addresses of brokers
     */
    public static void main(String[] arguments) {
        System.exit(Holdfast.run(Holdfast.builder()
                .applicationId("invoices")
                .bootstrapServers(arguments[0])
                .consumerProperties(Map.of("group.protocol", "classic", "session.timeout.ms", SESSION_TIMEOUT_MILLIS))
                .producerProperties(Map.of("transaction.timeout.ms", TRANSACTION_TIMEOUT_MILLIS))
                .codecs(JsonCodecs.defaults())
                .handlers(new InvoiceApp())
                .build()));
    }

    /**
     * What the outbox says of an order.
     *
     * @param cents what it costs
     */
    record Order(long cents) {}

    /**
     * A row of the table of invoices.
     *
     * @param order_id the order's number
     * @param cents what it costs
     */
    record Invoice(long order_id, long cents) {}
}
