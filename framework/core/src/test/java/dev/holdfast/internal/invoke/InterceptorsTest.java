package dev.holdfast.internal.invoke;

import static dev.holdfast.internal.invoke.Assertions.failed;
import static dev.holdfast.internal.invoke.Assertions.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Outcome;
import dev.holdfast.RejectedRecordException;
import dev.holdfast.spi.HandlerInterceptor;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class InterceptorsTest {
    private final List<String> steps = new ArrayList<>();

    @Test
    void theyStandAroundTheCallTheFirstOutermost() {
        Given handler = Given.emitting("invoices").around(noting("outer"), noting("inner"));

        assertThat(succeeded(handler.handle(new Handler()))).containsExactly("invoices key=7");

        assertThat(steps)
                .containsExactly(
                        "outer before billing/orders orders-3-42",
                        "inner before billing/orders orders-3-42",
                        "handler",
                        "inner after 7",
                        "outer after 7");
    }

    @Test
    void theyDoNotSeeWhatCanNotBeDecoded() {
        Given handler = Given.emitting("invoices").around(noting("outer"));

        failed(handler.handle(new Handler(), GivenRecord.of("key", null)));

        assertThat(steps).isEmpty();
    }

    @Test
    void whatTheyThrowCountsAsTheHandlers() {
        Given handler = Given.emitting("invoices").around(invocation -> {
            throw new RejectedRecordException("not allowed");
        });

        assertThat(failed(handler.handle(new Handler())).message()).isEqualTo("not allowed");
        assertThat(steps).isEmpty();
    }

    @Test
    void aResultOfAnotherTypeIsAFailure() {
        Given handler = Given.emitting("invoices").around(invocation -> "text");

        assertThat(failed(handler.handle(new ReturnsTest.ReturnsOutcome(Outcome.done())))
                        .cause())
                .isInstanceOf(ClassCastException.class);
    }

    private HandlerInterceptor noting(String name) {
        return invocation -> {
            steps.add(name + " before " + invocation.handler().id() + " "
                    + invocation.delivery().id());
            Object result = invocation.proceed();
            steps.add(name + " after " + result);
            return result;
        };
    }

    final class Handler {
        Long handle(String value) {
            steps.add("handler");
            return 7L;
        }
    }
}
