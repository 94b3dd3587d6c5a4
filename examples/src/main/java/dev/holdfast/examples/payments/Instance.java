package dev.holdfast.examples.payments;

import dev.holdfast.app.Holdfast;
import dev.holdfast.app.HoldfastBuilder;
import dev.holdfast.json.JsonCodecs;
import java.util.Map;

/** How an instance of the application is built, be it alone in its process or not. */
final class Instance {
    private Instance() {}

    static HoldfastBuilder builder(String bootstrapServers, String name, Bank bank) {
        return Holdfast.builder()
                .applicationId("payments")
                .bootstrapServers(bootstrapServers)
                .clientProperties(Map.of("client.id", name))
                .topics(PaymentTopics.specs())
                .codecs(JsonCodecs.defaults())
                .handlers(new PaymentHandlers(bank));
    }

    /** Runs an instance until the process is told to end; returns the code of the process. */
    static int run(PaymentsOptions options) {
        String name = options.name().orElse("payments-1");
        HoldfastBuilder builder = builder(
                        options.bootstrapServers().orElseThrow(),
                        name,
                        new BankClient(options.bank().orElseThrow()))
                .instanceId(name);
        try (Monitoring monitoring = new Monitoring(options.metrics())) {
            return Holdfast.run(monitoring.build(builder, name));
        }
    }
}
