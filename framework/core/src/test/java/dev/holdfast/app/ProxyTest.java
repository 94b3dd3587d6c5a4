package dev.holdfast.app;

import static dev.holdfast.app.Definitions.onlyHandler;
import static dev.holdfast.app.Definitions.problems;
import static dev.holdfast.app.Definitions.shop;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.annotation.ConsumerGroup;
import dev.holdfast.annotation.Handles;
import dev.holdfast.internal.definition.HandlerDefinition;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.ByteBuddy;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.springframework.aop.framework.ProxyFactory;

/** Proxies as containers make them: Spring's of both kinds, which are CGLIB's and the JDK's. */
class ProxyTest {
    private final List<String> calls = new ArrayList<>();

    @ConsumerGroup("shipping")
    static class Shipping {
        final List<String> calls;

        Shipping(List<String> calls) {
            this.calls = calls;
        }

        @Handles("orders")
        void ship(String order) {
            calls.add("shipped " + order);
        }
    }

    interface Ships {
        @Handles("orders")
        void ship(String order);
    }

    interface ShipsSecretly {
        void ship(String order);
    }

    static class OpenShipping implements Ships, ShipsSecretly {
        @Override
        public void ship(String order) {}
    }

    static class HiddenShipping implements ShipsSecretly {
        @Override
        @Handles("orders")
        public void ship(String order) {}
    }

    static class FinalShipping {
        @Handles("orders")
        public final void ship(String order) {}
    }

    private Object proxied(Object target, boolean cglib) {
        ProxyFactory factory = new ProxyFactory(target);
        factory.setProxyTargetClass(cglib);
        MethodInterceptor transaction = invocation -> {
            calls.add("begin");
            Object result = invocation.proceed();
            calls.add("commit");
            return result;
        };
        factory.addAdvice(transaction);
        return factory.getProxy(getClass().getClassLoader());
    }

    @Test
    void aCglibProxyIsCalledAndKeepsItsEffect() {
        HandlerDefinition handler =
                onlyHandler(shop().handlers(proxied(new Shipping(calls), true)).definition());

        assertThat(handler.place()).isEqualTo("Shipping.ship");
        assertThat(handler.info().id()).isEqualTo("shipping/orders");
        assertThat(Invocations.emitted(handler, "id", "x")).isEmpty();
        assertThat(calls).containsExactly("begin", "shipped x", "commit");
    }

    @Test
    void aManagedCglibProxyIsCalledAndKeepsItsEffect() {
        Shipping proxy = (Shipping) proxied(new Shipping(calls), true);
        HandlerDefinition handler =
                onlyHandler(shop().handlers(Shipping.class, () -> proxy).definition());

        assertThat(Invocations.emitted(handler, "id", "x")).isEmpty();
        assertThat(calls).containsExactly("begin", "shipped x", "commit");
    }

    @Test
    void aJdkProxyThatShowsTheAnnotationIsCalledAndKeepsItsEffect() {
        HandlerDefinition handler =
                onlyHandler(shop().handlers(proxied(new OpenShipping(), false)).definition());

        assertThat(handler.place()).isEqualTo("Ships.ship");
        assertThat(Invocations.emitted(handler, "id", "x")).isEmpty();
        assertThat(calls).containsExactly("begin", "commit");
    }

    @Test
    void aJdkProxyThatHidesTheMethodIsAProblem() {
        Object proxy = Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {ShipsSecretly.class}, (self, method, arguments) -> null);

        assertThat(problems(shop().handlers(proxy)))
                .singleElement()
                .asString()
                .startsWith("the object is a JDK proxy, which hides all but the methods of its interfaces"
                        + " (ShipsSecretly), and none of those has @Handles: move the annotation to the interface, or"
                        + " let the container make proxies of classes\n    at class $Proxy");
    }

    @Test
    void theJdkProxyThatAContainerMakesHidesTheMethodToo() {
        assertThat(problems(shop().handlers(proxied(new HiddenShipping(), false))))
                .singleElement()
                .asString()
                .startsWith("the object is a JDK proxy, which hides all but the methods of its interfaces"
                        + " (ShipsSecretly, SpringProxy, Advised, DecoratingProxy)");
    }

    @Test
    void aProxyCantStandInFrontOfAFinalMethod() {
        Object proxy = proxied(new FinalShipping(), true);

        assertThat(problems(shop().handlers(proxy)))
                .containsExactly("the method is final, so the proxy "
                        + proxy.getClass().getSimpleName()
                        + " can't stand in front of it: remove 'final'\n    at handler FinalShipping.ship");
    }

    @Test
    void aFinalMethodWithoutProxyIsAHandler() {
        assertThat(problems(shop().handlers(new FinalShipping()))).isEmpty();
    }

    @Test
    void aProxyOfAnotherPackageCantStandInFrontOfAPackagePrivateMethod() throws ReflectiveOperationException {
        Class<? extends PublicShipping> generated = new ByteBuddy()
                .subclass(PublicShipping.class)
                .name("elsewhere.Shipping$ByteBuddy$1")
                .make()
                .load(getClass().getClassLoader())
                .getLoaded();
        Object proxy = generated.getConstructor().newInstance();

        assertThat(problems(shop().handlers(proxy)))
                .containsExactly(
                        "the proxy Shipping$ByteBuddy$1 can't see the method, which is package-private: make it"
                                + " protected or public\n    at handler PublicShipping.ship");
    }

    public static class PublicShipping {
        @Handles("orders")
        void ship(String order) {}
    }
}
