package dev.holdfast.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.Verdict;
import java.util.List;
import java.util.stream.Stream;

/** What verdicts have to be. */
final class Assertions {
    private Assertions() {}

    /** The outputs as "topic key=value", null as "null". */
    static List<String> succeeded(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Succeeded.class);
        return ((Verdict.Succeeded) verdict)
                .outputs().stream()
                        .map(output -> output.topic() + " " + text(output.key()) + "=" + text(output.value()))
                        .toList();
    }

    static Verdict.Failed failed(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Verdict.Failed.class);
        return (Verdict.Failed) verdict;
    }

    private static String text(byte[] bytes) {
        return Stream.ofNullable(bytes).map(String::new).findAny().orElse("null");
    }
}
