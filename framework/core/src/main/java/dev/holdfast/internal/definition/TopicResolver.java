package dev.holdfast.internal.definition;

import dev.holdfast.TopicSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** Applies settings to the declared topics and checks them. */
final class TopicResolver {
    private static final String MIN_IN_SYNC = "min.insync.replicas";
    private static final String BROKER_DEFAULT = "the cluster's";

    private final Resolution resolution;

    TopicResolver(Resolution resolution) {
        this.resolution = resolution;
    }

    List<TopicSpec> resolve(List<TopicSpec> declared) {
        Map<String, TopicSpec> byName = new LinkedHashMap<>();
        Map<String, String> byCollisionKey = new LinkedHashMap<>();
        for (TopicSpec spec : declared) {
            String name = spec.name();
            String place = "topic " + name;
            TopicNames.problem(name).ifPresent(problem -> resolution.problem(problem, place));
            if (byName.containsKey(name)) {
                resolution.problem("the topic '" + name + "' is declared twice", place);
                continue;
            }
            String similar = byCollisionKey.putIfAbsent(TopicNames.collisionKey(name), name);
            if (similar != null) {
                resolution.problem(
                        "Kafka can't hold both '" + similar + "' and '" + name
                                + "': their names differ in dots and underscores only",
                        place);
            }
            byName.put(name, resolve(spec, place));
        }
        return new ArrayList<>(byName.values());
    }

    private TopicSpec resolve(TopicSpec spec, String place) {
        TopicSpec resolved = spec;
        Optional<Integer> partitions = value(place, spec.name(), "partitions", () -> boxed(spec.partitions()), 1);
        if (partitions.isPresent()) {
            resolved = resolved.partitions(partitions.get());
        }
        Optional<Integer> replicas = value(place, spec.name(), "replicas", () -> boxed(spec.replicas()), 1);
        if (replicas.isPresent()) {
            resolved = resolved.replicas(replicas.get());
        }
        Optional<Integer> minInSync = value(place, spec.name(), "min-insync", () -> declaredMinInSync(spec, place), 1);
        if (minInSync.isPresent()) {
            resolved = resolved.minInSync(minInSync.get());
        }
        if (replicas.isPresent() && minInSync.isPresent() && minInSync.get() > replicas.get() && replicas.get() > 0) {
            resolution.problem(
                    "min.insync.replicas is " + minInSync.get() + " but there are only " + replicas.get()
                            + " replicas, so nothing could ever be written",
                    place);
        }
        resolved.config().forEach((key, value) -> {
            if (!key.equals(MIN_IN_SYNC)) {
                resolution.planned(place, key, new Resolved<>(value, HandlerDraft.BUILDER));
            }
        });
        return resolved;
    }

    private Optional<Integer> value(
            String place, String topic, String name, Supplier<Optional<Integer>> declared, int atLeast) {
        String prefix = "holdfast.topics.";
        Optional<Resolved<Integer>> everywhere = resolution.settings().read(prefix + "*." + name, ValueText::number);
        Optional<Resolved<Integer>> value = resolution
                .settings()
                .read(prefix + topic + "." + name, ValueText::number)
                .or(() -> everywhere)
                .or(() -> declared.get().map(number -> new Resolved<>(number, HandlerDraft.BUILDER)));
        if (value.isEmpty()) {
            resolution.planned(place, name, new Resolved<>(BROKER_DEFAULT, Resolved.DEFAULT));
            return Optional.empty();
        }
        int number = resolution.planned(place, name, value.get());
        if (number < atLeast) {
            resolution.problem(
                    name + " must be at least " + atLeast + ", but is " + number,
                    place + " (" + value.get().origin() + ")");
        }
        return Optional.of(number);
    }

    private Optional<Integer> declaredMinInSync(TopicSpec spec, String place) {
        String text = spec.config().get(MIN_IN_SYNC);
        if (text == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(ValueText.number(text));
        } catch (IllegalArgumentException e) {
            resolution.problem(String.valueOf(e.getMessage()), place + " (" + MIN_IN_SYNC + ")");
            return Optional.empty();
        }
    }

    private static Optional<Integer> boxed(OptionalInt number) {
        return number.isPresent() ? Optional.of(number.getAsInt()) : Optional.empty();
    }
}
