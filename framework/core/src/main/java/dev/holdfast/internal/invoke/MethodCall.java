package dev.holdfast.internal.invoke;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.UndeclaredThrowableException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Calls a method of the instance that the supplier gives, through whatever proxy that is. */
final class MethodCall implements HandlerCall {
    private static final MethodType GENERIC = MethodType.methodType(Object.class, Object.class, Object[].class);

    private final Method method;
    private final MethodHandle handle;
    private final Supplier<?> target;
    /** Of proxies that are no subclass of the method's class: JDK proxies, which share an interface with it. */
    private final Map<Class<?>, MethodHandle> handlesOfProxies = new ConcurrentHashMap<>();

    /** Throws IllegalAccessException if the method is in a package that its module keeps closed. */
    MethodCall(Method method, Supplier<?> target) throws IllegalAccessException {
        this.method = method;
        this.handle = handle(method);
        this.target = target;
    }

    @Override
    public @Nullable Object call(@Nullable Object[] arguments) throws Exception {
        Object instance =
                Objects.requireNonNull(target.get(), () -> "there is no instance of " + method.getDeclaringClass());
        MethodHandle suitable = method.getDeclaringClass().isInstance(instance)
                ? handle
                : handlesOfProxies.computeIfAbsent(instance.getClass(), this::handleOfProxy);
        return invoke(suitable, instance, arguments);
    }

    static @Nullable Object invoke(MethodHandle handle, Object instance, @Nullable Object[] arguments)
            throws Exception {
        try {
            return (Object) handle.invokeExact(instance, arguments);
        } catch (Exception | Error thrown) {
            throw thrown;
        } catch (Throwable exotic) {
            throw new UndeclaredThrowableException(exotic);
        }
    }

    static MethodHandle handle(Method method) throws IllegalAccessException {
        if (!method.trySetAccessible()) {
            return generic(MethodHandles.publicLookup().unreflect(method), method);
        }
        return generic(MethodHandles.lookup().unreflect(method), method);
    }

    private static MethodHandle generic(MethodHandle direct, Method method) {
        MethodHandle fixed = direct.asFixedArity().asSpreader(Object[].class, method.getParameterCount());
        MethodHandle withInstance =
                Modifier.isStatic(method.getModifiers()) ? MethodHandles.dropArguments(fixed, 0, Object.class) : fixed;
        return withInstance.asType(GENERIC);
    }

    private MethodHandle handleOfProxy(Class<?> proxy) {
        try {
            return handle(proxy.getMethod(method.getName(), method.getParameterTypes()));
        } catch (NoSuchMethodException | IllegalAccessException e) {
            throw new IllegalStateException(
                    "the proxy " + proxy.getName() + " hides " + method.getName() + " of "
                            + method.getDeclaringClass().getName(),
                    e);
        }
    }
}
