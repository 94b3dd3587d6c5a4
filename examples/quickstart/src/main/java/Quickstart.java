import dev.holdfast.Publisher;
import dev.holdfast.Topic;
import dev.holdfast.TopicSpec;
import dev.holdfast.annotation.Handles;
import dev.holdfast.annotation.Key;
import dev.holdfast.app.Holdfast;
import dev.holdfast.embedded.KafkaCluster;
import dev.holdfast.json.JsonCodecs;
import java.util.concurrent.CountDownLatch;

public class Quickstart {
    record Order(String item, int quantity) {}

    static final Topic<String, Order> ORDERS = Topic.of("orders", String.class, Order.class);

    private final CountDownLatch toShip = new CountDownLatch(3);

    @Handles("orders")
    void ship(@Key String customer, Order order) {
        System.out.println("shipping " + order.quantity() + " " + order.item() + " to " + customer);
        toShip.countDown();
    }

    public static void main(String[] args) throws Exception {
        String servers = args.length > 0 ? args[0] : System.getenv("KAFKA_BOOTSTRAP_SERVERS");
        KafkaCluster own = servers == null ? KafkaCluster.start(1) : null;
        Quickstart shop = new Quickstart();
        try (own;
                Holdfast app = Holdfast.builder().applicationId("quickstart").codecs(JsonCodecs.defaults())
                        .bootstrapServers(own == null ? servers : own.bootstrapServers())
                        .topic(TopicSpec.of(ORDERS).partitions(3)).handlers(shop).build()) {
            app.start();
            Publisher<String, Order> orders = app.publisher(ORDERS);
            orders.publish("ada", new Order("teapots", 2));
            orders.publish("bob", new Order("cups", 6));
            orders.publish("cyd", new Order("spoons", 12));
            shop.toShip.await();
        }
    }
}
