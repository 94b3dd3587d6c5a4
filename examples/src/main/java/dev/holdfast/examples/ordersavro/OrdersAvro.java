package dev.holdfast.examples.ordersavro;

import dev.holdfast.InvalidDefinitionException;
import dev.holdfast.TopicSpec;
import dev.holdfast.annotation.Handles;
import dev.holdfast.annotation.Key;
import dev.holdfast.app.Holdfast;
import dev.holdfast.app.HoldfastBuilder;
import dev.holdfast.avro.AvroCodecs;
import dev.holdfast.avro.SchemaCheck;
import dev.holdfast.avroserde.AvroSerde;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.embeddedregistry.SchemaRegistryServer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.StringSerializer;

/** Starts a broker and a schema registry, and shows the three versions. Ends with 0 if all went as it should. */
public final class OrdersAvro {
    private static final String TOPIC = "orders";
    private static final int ORDERS = 3;
    private static final long SECONDS = 60;

    private final KafkaCluster cluster;
    private final SchemaRegistryServer registry;

    private OrdersAvro(KafkaCluster cluster, SchemaRegistryServer registry) {
        this.cluster = cluster;
        this.registry = registry;
    }

    /** Runs the example; takes no arguments. */
    public static void main(String[] arguments) throws Exception {
        boolean fine;
        say("starting a broker and a schema registry ...");
        try (KafkaCluster cluster = KafkaCluster.start(1);
                SchemaRegistryServer registry = SchemaRegistryServer.start()) {
            OrdersAvro example = new OrdersAvro(cluster, registry);
            example.publish();
            boolean handled = example.handle();
            fine = example.refuse() && handled;
        }
        System.exit(fine ? 0 : 1);
    }

    /** Any client's producer does; this is Kafka's own with the serde. */
    private void publish() throws Exception {
        cluster.admin()
                .createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1)))
                .all()
                .get(SECONDS, TimeUnit.SECONDS);
        say("a producer of version 1 registers its schema and publishes " + ORDERS + " orders");
        try (Serde<Versions.V1.Order> orders = AvroSerde.of(Versions.V1.Order.class, config(), false);
                KafkaProducer<String, Versions.V1.Order> producer = new KafkaProducer<>(
                        Map.of("bootstrap.servers", cluster.bootstrapServers()),
                        new StringSerializer(),
                        orders.serializer())) {
            for (int i = 1; i <= ORDERS; i++) {
                producer.send(new ProducerRecord<>(TOPIC, "customer-" + i, new Versions.V1.Order("teapot", i)))
                        .get(SECONDS, TimeUnit.SECONDS);
            }
        }
    }

    private boolean handle() throws InterruptedException {
        Shipping shipping = new Shipping();
        try (AvroCodecs codecs = codecs(Versions.V2.Order.class);
                Holdfast handler = app("shipping", codecs).handlers(shipping).build()) {
            say("the handler of version 2 has a field more; it starts, and reads what version 1 wrote:");
            handler.start();
            return shipping.shipped.await(SECONDS, TimeUnit.SECONDS);
        }
    }

    private boolean refuse() {
        try (AvroCodecs codecs = codecs(Versions.V3.Order.class);
                Holdfast handler = app("stock", codecs).handlers(new Stock()).build()) {
            handler.start();
            say("version 3 has started, which it should not");
            return false;
        } catch (InvalidDefinitionException e) {
            say("the handler of version 3 is refused before a record flows:");
            say(String.valueOf(e.getMessage()));
            return true;
        }
    }

    private HoldfastBuilder app(String name, AvroCodecs codecs) {
        return Holdfast.builder()
                .applicationId(name)
                .bootstrapServers(cluster.bootstrapServers())
                .codecs(codecs)
                .topic(TopicSpec.of(TOPIC).partitions(2));
    }

    private AvroCodecs codecs(Class<?> order) {
        return AvroCodecs.builder()
                .config(config())
                .plain(order)
                .check(SchemaCheck.VERIFY)
                .build();
    }

    private Map<String, String> config() {
        return Map.of("schema.registry.url", registry.url());
    }

    private static void say(String line) {
        System.out.println(line);
    }

    static final class Shipping {
        private final CountDownLatch shipped = new CountDownLatch(ORDERS);

        @Handles(TOPIC)
        void ship(@Key String customer, Versions.V2.Order order) {
            say("  shipping " + order.quantity() + " " + order.item() + " to " + customer + ", " + order.shipping());
            shipped.countDown();
        }
    }

    static final class Stock {
        @Handles(TOPIC)
        void take(Versions.V3.Order order) {
            say("  taking " + order.item() + " from " + order.warehouse());
        }
    }
}
