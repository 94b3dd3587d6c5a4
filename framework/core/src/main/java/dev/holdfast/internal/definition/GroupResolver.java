package dev.holdfast.internal.definition;

import dev.holdfast.StartPosition;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

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
        StartPosition startFrom =
                one(name, "start-from", StartPosition::parse, GroupDraft::startFrom, List.of(), StartPosition.EARLIEST);
        List<HandlerDefinition> definitions = enabled.stream()
                .map(ResolvedHandler::definition)
                .filter(Objects::nonNull)
                .toList();
        return new GroupDefinition(name, consumers, startFrom, definitions);
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
        List<Claim<Integer>> ofHandlers = new ArrayList<>();
        for (ResolvedHandler member : members) {
            member.consumers().ifPresent(value -> ofHandlers.add(new Claim<>(value, member.place())));
        }
        int consumers = one(name, "consumers", ValueText::number, GroupDraft::consumers, ofHandlers, 1);
        if (consumers < 1) {
            resolution.problem("consumers must be at least 1, but is " + consumers, "group " + name);
        }
        return consumers;
    }

    /** The one value that the strongest of settings, builder and annotations agree on. */
    private <T> T one(
            String group,
            String name,
            Function<String, T> parser,
            Function<GroupDraft, T> ofDraft,
            List<Claim<T>> settings,
            T otherwise) {
        List<Claim<T>> claims = new ArrayList<>();
        resolution
                .settings()
                .read(PREFIX + group + "." + name, parser)
                .ifPresent(value -> claims.add(new Claim<>(value, "the group's settings")));
        claims.addAll(settings);
        for (String origin : List.of(HandlerDraft.BUILDER, HandlerDraft.ANNOTATION)) {
            if (claims.isEmpty()) {
                claims.addAll(claims(group, origin, ofDraft));
            }
        }
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

    private <T> List<Claim<T>> claims(String group, String origin, Function<GroupDraft, T> ofDraft) {
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
