package dev.holdfast.internal.definition;

import dev.holdfast.HandlerThreads;
import dev.holdfast.Provisioning;
import dev.holdfast.TopicSpec;
import dev.holdfast.codec.CodecFactory;
import dev.holdfast.codec.Codecs;
import dev.holdfast.internal.invoke.CodecRegistry;
import dev.holdfast.spi.HandlerInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Turns what the builder was told into the definition of the application, or reports everything that is wrong. */
public final class DefinitionResolver {
    private final AppDraft draft;
    private final Resolution resolution;
    private final int javaVersion;

    private DefinitionResolver(AppDraft draft, int javaVersion) {
        this.draft = draft;
        this.javaVersion = javaVersion;
        this.resolution = Resolution.of(draft.settings());
    }

    /**
     * Resolves a draft.
     *
     * @param draft what the builder was told
     * @return the definition
     * @throws dev.holdfast.InvalidDefinitionException with all problems, if there are any
     */
    public static AppDefinition resolve(AppDraft draft) {
        return resolve(draft, Runtime.version().feature());
    }

    /** As {@link #resolve(AppDraft)}, on another version of Java. */
    static AppDefinition resolve(AppDraft draft, int javaVersion) {
        return new DefinitionResolver(draft, javaVersion).resolve();
    }

    private AppDefinition resolve() {
        AppResolver app = new AppResolver(resolution, draft);
        String applicationId = app.applicationId();
        String instanceId = app.instanceId();
        ClientProperties clients = new ClientResolver(resolution, draft.clients()).resolve();
        Provisioning provisioning = app.provisioning();
        boolean strict = app.strict();
        HandlerThreads threads = app.threads(javaVersion);
        List<TopicSpec> topics = new TopicResolver(resolution).resolve(draft.topics());
        List<CodecFactory> factories = new ArrayList<>(List.of(Codecs.kafkaTypes()));
        factories.addAll(draft.codecs());
        CodecRegistry codecs = new CodecRegistry(factories);
        List<GroupDraft> groupDrafts = new ArrayList<>(draft.groups());
        List<HandlerDraft> handlerDrafts = handlerDrafts(groupDrafts);
        HandlerResolver resolver = new HandlerResolver(resolution, draft, codecs, applicationId);
        List<ResolvedHandler> handlers =
                handlerDrafts.stream().map(resolver::resolve).toList();
        checkIds(handlers);
        List<GroupDefinition> groups = new GroupResolver(resolution, groupDrafts).resolve(handlers);
        checkSomethingRuns(handlers);
        new DerivedTopicChecks(resolution.problems()).check(handlers, topics);
        new ClientRules(resolution.problems()).checkInstanceId(clients, groups);
        new UnknownSettings(resolution, app.isNamed()).report();
        resolution.problems().throwIfAny();
        List<HandlerInfo> disabled = handlers.stream()
                .filter(handler -> !handler.enabled())
                .map(ResolvedHandler::info)
                .toList();
        return new AppDefinition(
                applicationId,
                instanceId,
                clients,
                topics,
                provisioning,
                strict,
                threads,
                groups,
                disabled,
                codecs,
                resolution.plan());
    }

    private List<HandlerDraft> handlerDrafts(List<GroupDraft> groups) {
        AnnotationReader reader = new AnnotationReader(resolution.problems());
        List<HandlerDraft> drafts = new ArrayList<>();
        for (HandlerSource source : draft.sources()) {
            if (source instanceof HandlerSource.Built built) {
                drafts.add(built.draft());
                continue;
            }
            AnnotationReader.Found found = source instanceof HandlerSource.Managed managed
                    ? reader.read(managed.type(), managed.target())
                    : reader.read(((HandlerSource.Instance) source).target());
            drafts.addAll(found.handlers());
            found.group().ifPresent(groups::add);
        }
        return drafts;
    }

    private void checkIds(List<ResolvedHandler> handlers) {
        Map<String, String> places = new HashMap<>();
        for (ResolvedHandler handler : handlers) {
            String other = places.putIfAbsent(handler.info().id(), handler.place());
            if (other != null) {
                resolution.problem(
                        "two handlers have the id '" + handler.info().id() + "': the other is " + other
                                + ". Give one of them an id of its own",
                        handler.place());
            }
        }
    }

    private void checkSomethingRuns(List<ResolvedHandler> handlers) {
        if (draft.sources().isEmpty()) {
            resolution.problem("there are no handlers: call handlers(…) or handle(…)", "the builder");
        } else if (!handlers.isEmpty() && handlers.stream().noneMatch(ResolvedHandler::enabled)) {
            resolution.problem("every handler is disabled, so there is nothing to run", "the settings");
        }
    }
}
