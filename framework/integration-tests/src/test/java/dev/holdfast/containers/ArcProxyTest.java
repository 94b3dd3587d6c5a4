package dev.holdfast.containers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Delivery;
import dev.holdfast.codec.CodecFactory;
import dev.holdfast.internal.definition.AppDraft;
import dev.holdfast.internal.definition.ClientProperties;
import dev.holdfast.internal.definition.DefinitionResolver;
import dev.holdfast.internal.definition.HandlerDefinition;
import dev.holdfast.internal.definition.HandlerSource;
import dev.holdfast.spi.Disposition;
import dev.holdfast.spi.HandlerRecord;
import dev.holdfast.spi.PartitionLane;
import dev.holdfast.spi.Verdict;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class ArcProxyTest {
    @Test
    void aClientProxyIsCalledAndKeepsItsInterceptors() throws Exception {
        try (ArcBeans beans = new ArcBeans(Shipping.class, Transacted.class, TransactedInterceptor.class)) {
            Object proxy = beans.bean(Shipping.class);
            assertThat(proxy.getClass().getSimpleName()).isEqualTo("Shipping_ClientProxy");
            HandlerDefinition handler = handler(proxy);

            assertThat(handler.place()).isEqualTo("Shipping.ship");
            assertThat(handler.info().id()).isEqualTo("shipping/orders");
            assertThat(call(handler, "x")).isEqualTo(Verdict.Succeeded.WITHOUT_OUTPUTS);
            assertThat(((Journaled) proxy).journal()).containsExactly("begin", "shipped x", "commit");
        }
    }

    @Test
    void anInterceptedSubclassIsCalledAndKeepsItsInterceptors() throws Exception {
        try (ArcBeans beans = new ArcBeans(Billing.class, Transacted.class, TransactedInterceptor.class)) {
            Object bean = beans.bean(Billing.class);
            assertThat(bean.getClass().getSimpleName()).isEqualTo("Billing_Subclass");
            HandlerDefinition handler = handler(bean);

            assertThat(handler.place()).isEqualTo("Billing.bill");
            assertThat(call(handler, "x")).isEqualTo(Verdict.Succeeded.WITHOUT_OUTPUTS);
            assertThat(((Journaled) bean).journal()).containsExactly("begin", "billed x", "commit");
        }
    }

    private static HandlerDefinition handler(Object bean) {
        AppDraft draft = new AppDraft(
                "shop",
                null,
                new ClientProperties(Map.of("bootstrap.servers", "localhost:9092"), Map.of(), Map.of(), Map.of()),
                List.of(),
                null,
                null,
                null,
                List.<CodecFactory>of(),
                List.of(new HandlerSource.Instance(bean)),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        return DefinitionResolver.resolve(draft).groups().get(0).handlers().get(0);
    }

    private static Object call(HandlerDefinition handler, String value) {
        Verdict verdict = handler.invoker().invoke(new GivenRecord(value), late -> {
            throw new AssertionError("came later: " + late);
        });
        return verdict == null ? "later" : verdict;
    }

    private record GivenRecord(String value) implements HandlerRecord {
        @Override
        public ConsumerRecord<byte[], byte[]> record() {
            return new ConsumerRecord<>("orders", 0, 0, new byte[0], value.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Delivery delivery() {
            return new Delivery("orders", 0, 0, Instant.EPOCH, new RecordHeaders(), 1, Optional.empty());
        }

        @Override
        public PartitionLane lane() {
            throw new UnsupportedOperationException("there is no engine");
        }

        @Override
        public void resume() {
            throw new UnsupportedOperationException("there is no engine");
        }

        @Override
        public void settle(Disposition disposition) {
            throw new UnsupportedOperationException("there is no engine");
        }
    }
}
