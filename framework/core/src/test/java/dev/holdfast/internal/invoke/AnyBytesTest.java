package dev.holdfast.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Emitter;
import dev.holdfast.Topic;
import dev.holdfast.annotation.Header;
import dev.holdfast.annotation.Key;
import dev.holdfast.spi.Verdict;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.WithNull;
import org.jspecify.annotations.Nullable;

class AnyBytesTest {
    private static final Topic<Integer, Long> INVOICES = Topic.of("invoices", Integer.class, Long.class);

    private final HandlerInvoker handler = Given.emitting("invoices").handler(new Handler());

    @Property
    void anyRecordEndsInAVerdictThatFitsIt(
            @ForAll @WithNull byte @Nullable [] key,
            @ForAll @WithNull byte @Nullable [] value,
            @ForAll @WithNull @Nullable String header) {
        GivenRecord record = GivenRecord.ofBytes(key, value).header("tenant", header);

        Verdict verdict = record.handledBy(handler);

        if (verdict instanceof Verdict.Failed failed) {
            assertThat(failed.reason())
                    .isIn(Set.of("undecodable", "null-key", "null-value", "missing-header", "failed"));
            assertThat(failed.kind() == Verdict.Kind.MAY_PASS)
                    .isEqualTo(failed.reason().equals("failed"));
        } else {
            assertThat(verdict).isInstanceOf(Verdict.Succeeded.class);
        }
    }

    static final class Handler {
        String handle(@Key int key, String value, @Header("tenant") String tenant, Emitter emitter) {
            emitter.emit(INVOICES, key / value.length(), (long) tenant.charAt(key));
            return value;
        }
    }
}
