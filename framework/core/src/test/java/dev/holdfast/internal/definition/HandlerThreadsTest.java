package dev.holdfast.internal.definition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.HandlerThreads;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HandlerThreadsTest {
    private final Resolution resolution = Resolution.of(List.of());

    private HandlerThreads resolve(@Nullable HandlerThreads wanted, int javaVersion) {
        AppDraft draft = new AppDraft(
                "shop",
                null,
                new ClientProperties(Map.of(), Map.of(), Map.of(), Map.of()),
                List.of(),
                null,
                null,
                wanted,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        return new AppResolver(resolution, draft).threads(javaVersion);
    }

    @ParameterizedTest
    @CsvSource({"17,POOL", "21,POOL", "23,POOL", "24,VIRTUAL", "25,VIRTUAL"})
    void areVirtualByDefaultWhereSynchronizedBlocksDontPinThem(int javaVersion, HandlerThreads expected) {
        assertThat(resolve(null, javaVersion)).isEqualTo(expected);
        assertThat(resolve(HandlerThreads.AUTO, javaVersion)).isEqualTo(expected);
        assertThat(resolution.plan().get(0))
                .isEqualTo(new PlanEntry("application", "threads", expected.name(), "default"));
    }

    @Test
    void areVirtualOnRequestFromJava21On() {
        assertThat(resolve(HandlerThreads.VIRTUAL, 21)).isEqualTo(HandlerThreads.VIRTUAL);
        assertThat(resolution.problems().list()).isEmpty();
    }

    @Test
    void arePooledOnRequestEverywhere() {
        assertThat(resolve(HandlerThreads.POOL, 25)).isEqualTo(HandlerThreads.POOL);
    }

    @Test
    void cantBeVirtualBeforeJava21() {
        resolve(HandlerThreads.VIRTUAL, 20);
        assertThat(resolution.problems().list())
                .containsExactly("virtual threads need Java 21, but this is Java 20"
                        + "\n    at the handlers' threads (builder)");
    }
}
