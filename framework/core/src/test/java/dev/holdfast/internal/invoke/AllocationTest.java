package dev.holdfast.internal.invoke;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.holdfast.codec.CodecFactory.Part;
import dev.holdfast.spi.Verdict;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

class AllocationTest {
    private static final int CALLS = 50_000;

    @Test
    void aCallThatTakesOnlyTheValueAllocatesNextToNothingBesideIt() {
        HandlerInvoker handler = Given.emitting().handler(new Counting());
        GivenRecord record = GivenRecord.of("key", "a value");
        long decoding = bytesPerCall(() -> Given.CODECS
                .codec(String.class, Part.VALUE)
                .orElseThrow()
                .decode("orders", record.headers(), record.record().value()));

        long all = bytesPerCall(() -> assertSucceeded(record.handledBy(handler)));

        // The call, its array of one argument, and the lambdas of this test.
        assertThat(all - decoding).isLessThan(100);
        assertThat(record.deliveriesAsked()).hasValue(0);
    }

    private static void assertSucceeded(Verdict verdict) {
        if (verdict != Verdict.Succeeded.WITHOUT_OUTPUTS) {
            throw new AssertionError(verdict);
        }
    }

    private static long bytesPerCall(Runnable call) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < CALLS; i++) {
            call.run();
        }
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < CALLS; i++) {
            call.run();
        }
        return (threads.getCurrentThreadAllocatedBytes() - before) / CALLS;
    }

    static final class Counting {
        private int calls;

        void handle(String value) {
            calls += value.length();
        }

        int calls() {
            return calls;
        }
    }
}
