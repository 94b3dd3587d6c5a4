package dev.holdfast.internal.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.HandlerThreads;
import dev.holdfast.InvalidDefinitionException;
import dev.holdfast.Provisioning;
import dev.holdfast.internal.definition.AppDefinition;
import dev.holdfast.internal.definition.ClientProperties;
import dev.holdfast.internal.invoke.CodecRegistry;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class InstanceTest {
    private static AppDefinition shop(@Nullable String instanceId) {
        return new AppDefinition(
                "shop",
                instanceId,
                new ClientProperties(Map.of(), Map.of(), Map.of(), Map.of()),
                List.of(),
                Provisioning.NONE,
                false,
                HandlerThreads.POOL,
                List.of(),
                List.of(),
                new CodecRegistry(List.of()),
                List.of());
    }

    @Test
    void namesTheTransactionsOfEachConsumerAfterApplicationGroupAndInstance() {
        try (Instance instance = Instance.claim(shop("pod-0"))) {
            assertThat(instance.transactionalId("billing", 2)).isEqualTo("shop.billing.pod-0.2");
        }
    }

    @Test
    void withoutAnIdEachStartHasANameOfItsOwn() {
        try (Instance one = Instance.claim(shop(null));
                Instance other = Instance.claim(shop(null))) {
            assertThat(one.transactionalId("billing", 1))
                    .matches("shop\\.billing\\.[a-zA-Z0-9_-]{36}\\.1")
                    .isNotEqualTo(other.transactionalId("billing", 1));
        }
    }

    @Test
    void twoOfOneNameDontRunSideBySideInOneProcess() {
        try (Instance first = Instance.claim(shop("pod-1"))) {
            assertThat(first.transactionalId("billing", 1)).isEqualTo("shop.billing.pod-1.1");
            assertThatExceptionOfType(InvalidDefinitionException.class)
                    .isThrownBy(() -> Instance.claim(shop("pod-1")))
                    .satisfies(invalid -> assertThat(invalid.problems())
                            .containsExactly("the application 'shop' runs in this process already as the instance"
                                    + " 'pod-1': their transactions would fence each other off. Close the other one"
                                    + " before, or give this one an instance id of its own"
                                    + "\n    at the instance's id"));
        }
    }

    @Test
    void aNameIsFreeAgainWhenItIsGivenBack() {
        Instance.claim(shop("pod-2")).close();
        try (Instance again = Instance.claim(shop("pod-2"))) {
            assertThat(again.transactionalId("billing", 1)).isEqualTo("shop.billing.pod-2.1");
        }
    }
}
