package dev.holdfast.testkit;

import dev.holdfast.app.HoldfastBuilder;
import dev.holdfast.codec.CodecFactory;
import dev.holdfast.internal.definition.AppDefinition;
import dev.holdfast.internal.definition.AppDraft;
import dev.holdfast.internal.definition.ClientProperties;
import dev.holdfast.internal.definition.DefinitionResolver;
import dev.holdfast.internal.definition.HandlerSource;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the definition that a real application would run, with stand-ins for what only a cluster needs. */
final class Definitions {
    private static final String NO_BROKERS = "handler-test.invalid:9092";

    private Definitions() {}

    static AppDefinition of(Object handlers, List<CodecFactory> codecs) {
        return DefinitionResolver.resolve(new AppDraft(
                "handler-test",
                null,
                new ClientProperties(Map.of("bootstrap.servers", NO_BROKERS), Map.of(), Map.of(), Map.of()),
                List.of(),
                null,
                null,
                null,
                codecs,
                List.of(new HandlerSource.Instance(handlers)),
                List.of(),
                List.of(),
                List.of(),
                List.of()));
    }

    static AppDefinition of(HoldfastBuilder builder) {
        AppDraft draft = draft(builder);
        Map<String, Object> clients = new HashMap<>(draft.clients().common());
        clients.putIfAbsent("bootstrap.servers", NO_BROKERS);
        return DefinitionResolver.resolve(new AppDraft(
                orDefault(draft.applicationId()),
                draft.instanceId(),
                new ClientProperties(
                        clients,
                        draft.clients().consumer(),
                        draft.clients().producer(),
                        draft.clients().admin()),
                draft.topics(),
                draft.provisioning(),
                draft.strict(),
                draft.threads(),
                draft.codecs(),
                draft.sources(),
                draft.groups(),
                draft.interceptors(),
                draft.returnAdapters(),
                draft.settings()));
    }

    private static String orDefault(@Nullable String applicationId) {
        return Objects.requireNonNullElse(applicationId, "handler-test");
    }

    /** By reflection, as no public signature may show an internal type. */
    private static AppDraft draft(HoldfastBuilder builder) {
        try {
            Method draft = HoldfastBuilder.class.getDeclaredMethod("draft");
            draft.setAccessible(true);
            return (AppDraft) draft.invoke(builder);
        } catch (NoSuchMethodException | IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("this test kit does not fit this version of Holdfast", e);
        }
    }
}
