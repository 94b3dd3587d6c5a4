package dev.holdfast.internal.definition;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/**
 * What stands between the caller and the class that a person wrote: nothing, a JDK proxy of interfaces, or generated
 * subclasses.
 *
 * @param written the class that a person wrote; of a JDK proxy the proxy's own class
 * @param generated the generated subclasses, the outermost first
 * @param jdkProxy whether the object is a JDK proxy
 */
record ProxyShape(Class<?> written, List<Class<?>> generated, boolean jdkProxy) {
    /** By name, because none of these libraries may be a dependency. */
    private static final Set<String> MARKERS = Set.of(
            "org.springframework.aop.SpringProxy",
            "org.springframework.cglib.proxy.Factory",
            "net.sf.cglib.proxy.Factory",
            "io.quarkus.arc.ClientProxy",
            "io.quarkus.arc.Subclass",
            "org.jboss.weld.proxy.WeldClientProxy",
            "io.micronaut.aop.Intercepted");

    private static final List<String> NAME_PARTS =
            List.of("$$", "$ByteBuddy$", "$MockitoMock$", "$HibernateProxy$", "_ClientProxy", "_Subclass");

    static ProxyShape of(Class<?> type) {
        if (Proxy.isProxyClass(type)) {
            return new ProxyShape(type, List.of(), true);
        }
        List<Class<?>> generated = new ArrayList<>();
        Class<?> current = type;
        while (isGenerated(current)) {
            generated.add(current);
            current = current.getSuperclass();
        }
        return new ProxyShape(current, List.copyOf(generated), false);
    }

    boolean isProxy() {
        return jdkProxy || !generated.isEmpty();
    }

    /** Whether generated classes can't see the method and so can't stand in front of it. */
    boolean hides(Method method) {
        int modifiers = method.getModifiers();
        if (Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers)) {
            return false;
        }
        Class<?> declaring = method.getDeclaringClass();
        return generated.stream()
                .anyMatch(proxy -> proxy.getClassLoader() != declaring.getClassLoader()
                        || !proxy.getPackageName().equals(declaring.getPackageName()));
    }

    private static boolean isGenerated(Class<?> type) {
        Class<?> parent = type.getSuperclass();
        if (parent == null || parent == Object.class) {
            return false;
        }
        return type.isSynthetic()
                || NAME_PARTS.stream().anyMatch(type.getName()::contains)
                || Arrays.stream(type.getInterfaces()).map(Class::getName).anyMatch(MARKERS::contains);
    }
}
