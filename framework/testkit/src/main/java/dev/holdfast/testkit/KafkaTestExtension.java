package dev.holdfast.testkit;

import dev.holdfast.embedded.KafkaCluster;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Starts the clusters of {@link KafkaTest}. They are closed by the stores that hold them. */
final class KafkaTestExtension implements ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(KafkaTestExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == KafkaCluster.class || type == TestTopics.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        KafkaCluster cluster = cluster(context);
        if (parameter.getParameter().getType() == KafkaCluster.class) {
            return cluster;
        }
        return context.getStore(NAMESPACE)
                .computeIfAbsent(TestTopics.class, type -> TestTopics.of(cluster), TestTopics.class);
    }

    private static KafkaCluster cluster(ExtensionContext context) {
        ExtensionContext home = home(context);
        KafkaTest settings = home.getRequiredTestClass().getAnnotation(KafkaTest.class);
        Store store = settings.shared() ? context.getRoot().getStore(NAMESPACE) : home.getStore(NAMESPACE);
        return store.computeIfAbsent(
                settings.brokers(), brokers -> KafkaCluster.start(settings.brokers()), KafkaCluster.class);
    }

    /** The context of the class that has the annotation: for nested classes an enclosing one. */
    private static ExtensionContext home(ExtensionContext context) {
        ExtensionContext home = context;
        while (home.getTestMethod().isPresent()
                || home.getTestClass()
                        .filter(type -> type.isAnnotationPresent(KafkaTest.class))
                        .isEmpty()) {
            home = home.getParent().orElseThrow(() -> new IllegalStateException("no class with @KafkaTest"));
        }
        return home;
    }
}
