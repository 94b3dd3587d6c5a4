package dev.holdfast.internal.invoke;

import static dev.holdfast.internal.invoke.Assertions.failed;
import static dev.holdfast.internal.invoke.Assertions.succeeded;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.internal.problem.Problems;
import dev.holdfast.spi.Verdict;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

@NullUnmarked
class MethodCallTest {
    private static final List<String> CALLS = new ArrayList<>();

    @Test
    void anOverridingSubclassIsCalledAsProxiesNeedIt() throws Exception {
        CALLS.clear();
        Method method = Base.class.getDeclaredMethod("handle", String.class);

        succeeded(call(method, Subclass::new));

        assertThat(CALLS).containsExactly("before", "Subclass value");
    }

    @Test
    void aProxyOfAnInterfaceIsCalledForAMethodOfTheClassBehindIt() throws Exception {
        CALLS.clear();
        Object proxy = proxy(Handling.class);

        succeeded(call(Service.class.getDeclaredMethod("handle", String.class), () -> proxy));
        succeeded(call(Handling.class.getDeclaredMethod("handle", String.class), () -> proxy));

        assertThat(CALLS).containsExactly("before", "Service value", "before", "Service value");
    }

    @Test
    void aProxyThatHidesTheMethodIsAFailureThatSaysSo() throws Exception {
        Object proxy = proxy(Runnable.class);

        Verdict.Failed failed = failed(call(Service.class.getDeclaredMethod("handle", String.class), () -> proxy));

        assertThat(failed.cause())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the proxy " + proxy.getClass().getName() + " hides handle of " + Service.class.getName());
    }

    @Test
    void methodsThatAreNotPublicAndStaticOnesAreCalled() throws Exception {
        CALLS.clear();

        succeeded(call(Hidden.class.getDeclaredMethod("handle", String.class), Hidden::new));
        succeeded(call(Hidden.class.getDeclaredMethod("handleStatically", String.class), Hidden::new));

        assertThat(CALLS).containsExactly("Hidden value", "static value");
    }

    @Test
    void theInstanceIsAskedForOnceACall() throws Exception {
        CALLS.clear();
        Supplier<Object> counting = () -> {
            CALLS.add("asked");
            return new Service();
        };

        succeeded(call(Service.class.getDeclaredMethod("handle", String.class), counting));

        assertThat(CALLS).containsExactly("asked", "Service value");
    }

    @Test
    void withoutAnInstanceTheRecordFails() throws Exception {
        Method method = Service.class.getDeclaredMethod("handle", String.class);

        assertThat(failed(call(method, () -> null)).cause()).hasMessage("there is no instance of " + Service.class);
        assertThat(failed(call(method, () -> {
                            throw new IllegalStateException("the container is closed");
                        }))
                        .cause())
                .hasMessage("the container is closed");
    }

    @Test
    void aMethodThatItsModuleClosesIsAProblem() throws Exception {
        Problems problems = new Problems();
        Method closed = Class.forName("java.util.ImmutableCollections").getDeclaredMethod("uoe");

        assertThat(MethodHandlers.plan(closed, () -> null, Given.emitting().context("handler X.uoe"), problems))
                .isEmpty();
        assertThat(problems.list())
                .contains("can't be called, as its module does not open java.util: open the package, or make the class"
                        + " and the method public in an exported one\n    at handler X.uoe");
    }

    private static Verdict call(Method method, Supplier<?> target) {
        Problems problems = new Problems();
        HandlerInvoker invoker = MethodHandlers.plan(
                        method, target, Given.emitting().context("handler"), problems)
                .map(InvokerPlan::invoker)
                .orElseThrow(() -> new AssertionError(problems.list()));
        return GivenRecord.of("key", "value").handledBy(invoker);
    }

    private static Object proxy(Class<?> type) {
        Service service = new Service();
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            CALLS.add("before");
            return method.invoke(service, arguments);
        });
    }

    interface Handling {
        void handle(String value);
    }

    static class Service implements Handling {
        @Override
        public void handle(String value) {
            CALLS.add("Service " + value);
        }
    }

    static class Base {
        void handle(String value) {
            CALLS.add("Base " + value);
        }
    }

    static final class Subclass extends Base {
        @Override
        void handle(String value) {
            CALLS.add("before");
            CALLS.add("Subclass " + value);
        }
    }

    static final class Hidden {
        void handle(String value) {
            CALLS.add("Hidden " + value);
        }

        static void handleStatically(String value) {
            CALLS.add("static " + value);
        }
    }
}
