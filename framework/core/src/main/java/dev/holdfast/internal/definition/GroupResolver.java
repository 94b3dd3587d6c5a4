package dev.holdfast.internal.definition;

import dev.holdfast.Guarantee;
import dev.holdfast.StartPosition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Puts handlers together into their groups and decides what the group has in common. */
final class GroupResolver {
    static final String PREFIX = "holdfast.groups.";

    private final Resolution resolution;
    private final List<GroupDraft> drafts;

    GroupResolver(Resolution resolution, List<GroupDraft> drafts) {
        this.resolution = resolution;
        this.drafts = drafts;
    }

    /** All groups of handlers that run; those with problems come without the handlers that have them. */
    List<GroupDefinition> resolve(List<ResolvedHandler> handlers) {
        Map<String, List<ResolvedHandler>> byGroup = new LinkedHashMap<>();
        for (ResolvedHandler handler : handlers) {
            byGroup.computeIfAbsent(handler.info().group(), group -> new ArrayList<>())
                    .add(handler);
        }
        checkDrafts(byGroup);
        List<GroupDefinition> groups = new ArrayList<>();
        byGroup.forEach((name, members) -> {
            GroupDefinition group = resolve(name, members);
            if (members.stream().anyMatch(ResolvedHandler::enabled)) {
                groups.add(group);
            }
        });
        return groups;
    }

    private GroupDefinition resolve(String name, List<ResolvedHandler> members) {
        List<ResolvedHandler> enabled =
                members.stream().filter(ResolvedHandler::enabled).toList();
        checkTopics(name, enabled);
        int consumers = consumers(name, members);
        StartPosition startFrom = one(
                name,
                "start-from",
                List.of(
                        ofSettings(name, "start-from", StartPosition::parse),
                        ofDrafts(name, HandlerDraft.BUILDER, GroupDraft::startFrom),
                        ofDrafts(name, HandlerDraft.ANNOTATION, GroupDraft::startFrom)),
                StartPosition.EARLIEST);
        Guarantee guarantee = guarantee(name, members);
        enabled.forEach(handler -> checkFeatures(handler, guarantee));
        List<HandlerDefinition> definitions = enabled.stream()
                .map(ResolvedHandler::definition)
                .filter(Objects::nonNull)
                .toList();
        return new GroupDefinition(name, consumers, startFrom, guarantee, definitions);
    }

    private void checkFeatures(ResolvedHandler handler, Guarantee guarantee) {
        HandlerDefinition definition = handler.definition();
        if (definition != null) {
            definition.features().stream()
                    .flatMap(feature -> feature.problemsUnder(handler.info(), guarantee).stream())
                    .forEach(problem -> resolution.problem(problem, handler.place()));
        }
    }

    private void checkTopics(String group, List<ResolvedHandler> members) {
        Map<String, ResolvedHandler> first = new LinkedHashMap<>();
        for (ResolvedHandler handler : members) {
            for (String topic : handler.info().topics().stream().distinct().toList()) {
                ResolvedHandler other = first.putIfAbsent(topic, handler);
                if (other != null) {
                    resolution.problem(
                            "two handlers of the group '" + group + "' handle the topic '" + topic
                                    + "': the other is " + other.place()
                                    + ". Each record goes to one handler of a group: put one of them into"
                                    + " another group",
                            handler.place());
                }
            }
        }
    }

    private int consumers(String name, List<ResolvedHandler> members) {
        List<Claim<Integer>> settings = ofSettings(name, "consumers", ValueText::number);
        for (ResolvedHandler member : members) {
            member.consumers().ifPresent(value -> settings.add(new Claim<>(value, member.place())));
        }
        int consumers = one(
                name,
                "consumers",
                List.of(
                        settings,
                        ofDrafts(name, HandlerDraft.BUILDER, GroupDraft::consumers),
                        ofDrafts(name, HandlerDraft.ANNOTATION, GroupDraft::consumers)),
                1);
        if (consumers < 1) {
            resolution.problem("consumers must be at least 1, but is " + consumers, "group " + name);
        }
        return consumers;
    }

    /**
     * What one handler of the builder says weighs as much as a class's annotation, whose default counts as said: nobody's
     * exactly-once shall end because a neighbour wants less.
     */
    private Guarantee guarantee(String name, List<ResolvedHandler> members) {
        List<Claim<Guarantee>> settings = ofSettings(name, "guarantee", ValueText.oneOf(Guarantee.class));
        List<Claim<Guarantee>> code = ofDrafts(name, HandlerDraft.ANNOTATION, GroupDraft::guarantee);
        code.replaceAll(GroupResolver::withDefault);
        for (ResolvedHandler member : members) {
            member.guarantee().ifPresent(value -> {
                boolean built = value.origin().equals(HandlerDraft.BUILDER);
                (built ? code : settings).add(new Claim<>(value, member.place()));
            });
        }
        return one(
                name,
                "guarantee",
                List.of(settings, ofDrafts(name, HandlerDraft.BUILDER, GroupDraft::guarantee), code),
                Guarantee.EXACTLY_ONCE);
    }

    private static Claim<Guarantee> withDefault(Claim<Guarantee> claim) {
        Guarantee guarantee = claim.value().value();
        return guarantee == Guarantee.EXACTLY_ONCE
                ? new Claim<>(new Resolved<>(guarantee, Resolved.DEFAULT), claim.place())
                : claim;
    }

    /** The one value on which the claims of the first level agree that has any. */
    private <T> T one(String group, String name, List<List<Claim<T>>> levels, T otherwise) {
        List<Claim<T>> claims =
                levels.stream().filter(level -> !level.isEmpty()).findFirst().orElse(List.of());
        for (Claim<T> claim : claims) {
            if (!claim.value().value().equals(claims.get(0).value().value())) {
                resolution.problem(
                        "the handlers of a group share its consumers, but two values are given for '" + name + "': "
                                + claims.get(0) + " and " + claim,
                        "group " + group);
                break;
            }
        }
        Optional<Claim<T>> first = claims.stream().findFirst();
        return resolution.planned(
                "group " + group,
                name,
                first.map(Claim::value).orElseGet(() -> new Resolved<>(otherwise, Resolved.DEFAULT)));
    }

    private <T> List<Claim<T>> ofSettings(String group, String name, Function<String, T> parser) {
        List<Claim<T>> claims = new ArrayList<>();
        resolution
                .settings()
                .read(PREFIX + group + "." + name, parser)
                .ifPresent(value -> claims.add(new Claim<>(value, "the group's settings")));
        return claims;
    }

    private <T> List<Claim<T>> ofDrafts(String group, String origin, Function<GroupDraft, @Nullable T> ofDraft) {
        List<Claim<T>> claims = new ArrayList<>();
        for (GroupDraft draft : drafts) {
            T value = ofDraft.apply(draft);
            if (value != null && draft.name().equals(group) && draft.origin().equals(origin)) {
                claims.add(new Claim<>(new Resolved<>(value, origin), draft.place()));
            }
        }
        return claims;
    }

    private void checkDrafts(Map<String, List<ResolvedHandler>> byGroup) {
        for (GroupDraft draft : drafts) {
            if (draft.origin().equals(HandlerDraft.BUILDER) && !byGroup.containsKey(draft.name())) {
                resolution.problem(
                        "no handler belongs to the group '" + draft.name() + "'"
                                + NearestName.hint(draft.name(), byGroup.keySet()),
                        draft.place());
            }
        }
    }

    private record Claim<T>(Resolved<T> value, String place) {
        @Override
        public String toString() {
            return value.value() + " (" + place + ")";
        }
    }
}
