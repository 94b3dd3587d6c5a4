package dev.holdfast.internal.definition;

import dev.holdfast.Guarantee;
import dev.holdfast.Order;
import dev.holdfast.internal.invoke.CodecRegistry;
import dev.holdfast.internal.invoke.InvokeContext;
import dev.holdfast.spi.DerivedTopic;
import dev.holdfast.spi.HandlerFeature;
import dev.holdfast.spi.HandlerInfo;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Applies settings and defaults to one handler, has it checked and its call planned. */
final class HandlerResolver {
    static final String PREFIX = "holdfast.handlers.";
    private static final int DEFAULT_CONCURRENCY = 16;

    private final Resolution resolution;
    private final AppDraft app;
    private final CodecRegistry codecs;
    private final String applicationId;

    HandlerResolver(Resolution resolution, AppDraft app, CodecRegistry codecs, String applicationId) {
        this.resolution = resolution;
        this.app = app;
        this.codecs = codecs;
        this.applicationId = applicationId;
    }

    ResolvedHandler resolve(HandlerDraft draft) {
        String id = id(draft);
        String name = draft.name() == null ? id : draft.name();
        String place = "handler " + name;
        int before = resolution.problems().list().size();
        HandlerInfo info = info(draft, id);
        Optional<Duration> timeout = timeout(draft, id);
        boolean enabled = value(id, "enabled", ValueText::bool, null, draft, true);
        Optional<Resolved<Integer>> consumers =
                resolution.settings().read(PREFIX + id + ".consumers", ValueText::number);
        Optional<Resolved<Guarantee>> guarantee = resolution
                .settings()
                .read(PREFIX + id + ".guarantee", ValueText.oneOf(Guarantee.class))
                .or(() -> Optional.ofNullable(draft.guarantee()).map(value -> new Resolved<>(value, draft.origin())));
        if (!draft.emits().isEmpty()) {
            resolution.planned("handler " + id, "emits", new Resolved<>(draft.emits(), draft.origin()));
        }
        List<HandlerFeature> features = new Features(resolution, draft.origin()).of(draft.features(), id);
        new HandlerChecks(resolution.problems(), place).check(info, timeout, draft.emits());
        boolean sound = resolution.problems().list().size() == before;
        List<DerivedTopic> derived = sound ? derivedTopics(features, info, place) : List.of();
        HandlerDefinition definition = definition(draft, info, name, timeout, features, derived);
        return new ResolvedHandler(info, place, enabled, consumers, guarantee, derived, definition);
    }

    /** The default follows what the code says, not the settings, whose keys contain it. */
    private String id(HandlerDraft draft) {
        if (draft.id() != null) {
            return draft.id();
        }
        String group = draft.group() == null ? applicationId : draft.group();
        return group + "/" + (draft.topics().isEmpty() ? "" : draft.topics().get(0));
    }

    private HandlerInfo info(HandlerDraft draft, String id) {
        List<String> topics = value(id, "topics", ValueText::list, draft.topics(), draft, List.of());
        String group = value(id, "group", ValueText::text, draft.group(), draft, applicationId);
        Order order = value(id, "order", ValueText.oneOf(Order.class), draft.order(), draft, Order.KEY);
        int concurrency = value(id, "concurrency", ValueText::number, draft.concurrency(), draft, DEFAULT_CONCURRENCY);
        return new HandlerInfo(id, group, topics, order, concurrency);
    }

    private Optional<Duration> timeout(HandlerDraft draft, String id) {
        Optional<Duration> declared = draft.timeout() == null ? null : Optional.of(draft.timeout());
        return value(id, "timeout", text -> Optional.of(ValueText.duration(text)), declared, draft, Optional.empty());
    }

    private <T> T value(
            String id, String name, Function<String, T> parser, @Nullable T declared, HandlerDraft draft, T otherwise) {
        String key = PREFIX + id + "." + name;
        return resolution.planned(
                "handler " + id, name, resolution.settings().read(key, parser, declared, draft.origin(), otherwise));
    }

    private List<DerivedTopic> derivedTopics(List<HandlerFeature> features, HandlerInfo info, String place) {
        List<DerivedTopic> topics = new ArrayList<>();
        for (HandlerFeature feature : features) {
            List<String> found = feature.problems(info);
            found.forEach(problem -> resolution.problem(problem, place));
            if (found.isEmpty()) {
                topics.addAll(feature.topics(info));
            }
        }
        return topics.stream().distinct().toList();
    }

    private @Nullable HandlerDefinition definition(
            HandlerDraft draft,
            HandlerInfo info,
            String name,
            Optional<Duration> timeout,
            List<HandlerFeature> features,
            List<DerivedTopic> derived) {
        LinkedHashSet<String> emits = new LinkedHashSet<>(draft.emits());
        InvokeContext context =
                new InvokeContext(info, "handler " + name, emits, codecs, app.interceptors(), app.returnAdapters());
        return draft.call()
                .plan(context, resolution.problems())
                .map(call -> new HandlerDefinition(
                        info, name, timeout.orElse(null), emits, call.async(), call.invoker(), features, derived))
                .orElse(null);
    }
}
