package dev.holdfast.internal.invoke;

import static dev.holdfast.internal.invoke.Assertions.failed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.CodecException;
import dev.holdfast.RejectedRecordException;
import dev.holdfast.RetryLaterException;
import dev.holdfast.spi.Verdict;
import dev.holdfast.spi.Verdict.Kind;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresTest {
    @Test
    void anExceptionMayPassAndItsTextIsNotRepeated() {
        IOException thrown = new IOException("cannot charge card 4111-1111");

        Verdict.Failed failed = failed(Given.emitting().handle(new Throwing(thrown)));

        assertThat(failed)
                .isEqualTo(new Verdict.Failed(
                        Kind.MAY_PASS, "failed", thrown, "handler Throwing.handle threw java.io.IOException", null));
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                AssertionError.class,
                NoSuchMethodError.class,
                StackOverflowError.class,
                NoClassDefFoundError.class,
                InterruptedException.class
            })
    void errorsThatTheMachineSurvivesAreFailuresOfTheRecord(Class<? extends Throwable> type) throws Exception {
        Throwable thrown = type.getDeclaredConstructor().newInstance();

        Verdict.Failed failed = failed(Given.emitting().handle(new Throwing(thrown)));

        assertThat(failed.kind()).isEqualTo(Kind.MAY_PASS);
        assertThat(failed.cause()).isSameAs(thrown);
    }

    @ParameterizedTest
    @ValueSource(classes = {OutOfMemoryError.class, InternalError.class})
    void errorsOfTheMachineAreThrownOn(Class<? extends Error> type) throws Exception {
        Error thrown = type.getDeclaredConstructor().newInstance();

        assertThatThrownBy(() -> Given.emitting().handle(new Throwing(thrown))).isSameAs(thrown);
    }

    @Test
    void aDelayOfTheHandlersChoiceIsKept() {
        Verdict.Failed failed =
                failed(Given.emitting().handle(new Throwing(new RetryLaterException(Duration.ofMinutes(3)))));

        assertThat(failed.kind()).isEqualTo(Kind.MAY_PASS);
        assertThat(failed.after()).isEqualTo(Duration.ofMinutes(3));
        assertThat(failed.message()).isEqualTo("the handler asked to be tried again after PT3M");
    }

    @Test
    void aRejectedRecordFailsForGoodWithItsReason() {
        Verdict.Failed failed =
                failed(Given.emitting().handle(new Throwing(new RejectedRecordException("no such customer"))));

        assertThat(failed.kind()).isEqualTo(Kind.PERMANENT);
        assertThat(failed.reason()).isEqualTo("rejected");
        assertThat(failed.message()).isEqualTo("no such customer");
    }

    @Test
    void aFailedEncodingFailsForGood() {
        Verdict.Failed failed = failed(Given.emitting().handle(new Throwing(new CodecException("no", null))));

        assertThat(failed.kind()).isEqualTo(Kind.PERMANENT);
        assertThat(failed.reason()).isEqualTo("unencodable");
    }

    @Test
    void wrappersAreTakenOff() {
        Exception inner = new RejectedRecordException("no");
        Throwable wrapped = new CompletionException(
                new ExecutionException(new InvocationTargetException(new UndeclaredThrowableException(inner))));

        assertThat(failed(Given.emitting().handle(new Throwing(wrapped))).cause())
                .isSameAs(inner);
        ExecutionException empty = new ExecutionException("nothing inside", null);
        assertThat(failed(Given.emitting().handle(new Throwing(empty))).cause()).isSameAs(empty);
    }

    record Throwing(Throwable thrown) {
        void handle(String value) throws Throwable {
            if (!value.isEmpty()) {
                throw thrown;
            }
        }
    }
}
