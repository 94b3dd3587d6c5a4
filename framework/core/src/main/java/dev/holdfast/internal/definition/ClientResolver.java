package dev.holdfast.internal.definition;

import dev.holdfast.internal.definition.SettingsReader.ClientValue;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Applies settings to the clients' properties and checks all of them. */
final class ClientResolver {
    private static final String SERVERS = "bootstrap.servers";
    private static final String SERVERS_KEY = "holdfast.bootstrap-servers";

    private final Resolution resolution;
    private final ClientProperties declared;
    private final Map<ClientSection, Map<String, Property>> sections = new EnumMap<>(ClientSection.class);

    ClientResolver(Resolution resolution, ClientProperties declared) {
        this.resolution = resolution;
        this.declared = declared;
    }

    ClientProperties resolve() {
        declare(ClientSection.COMMON, declared.common());
        declare(ClientSection.CONSUMER, declared.consumer());
        declare(ClientSection.PRODUCER, declared.producer());
        declare(ClientSection.ADMIN, declared.admin());
        resolution.settings().clientValues().forEach(this::override);
        Optional<Resolved<String>> servers = resolution.settings().read(SERVERS_KEY, ValueText::text);
        servers.ifPresent(value -> section(ClientSection.COMMON)
                .put(SERVERS, new Property(value.value(), value.origin(), SERVERS_KEY + " (" + value.origin() + ")")));
        if (!section(ClientSection.COMMON).containsKey(SERVERS)) {
            resolution.problem("no brokers are named: call bootstrapServers(…) or set " + SERVERS_KEY, "the builder");
        }
        ClientRules rules = new ClientRules(resolution.problems());
        sections.forEach((section, properties) -> properties.forEach((key, property) -> {
            rules.check(section, key, property.value(), property.place());
            resolution.planned(
                    section.label(), key, new Resolved<>(Secrets.shown(key, property.value()), property.origin()));
        }));
        return new ClientProperties(
                values(ClientSection.COMMON),
                values(ClientSection.CONSUMER),
                values(ClientSection.PRODUCER),
                values(ClientSection.ADMIN));
    }

    private void declare(ClientSection section, Map<String, Object> properties) {
        properties.forEach((key, value) -> section(section)
                .put(
                        key,
                        new Property(
                                value, HandlerDraft.BUILDER, section.label() + " property " + key + " (builder)")));
    }

    private void override(String name, ClientValue value) {
        ClientSection section = ClientSection.of(name);
        String key = name.substring(section.prefix().length());
        section(section).put(key, new Property(value.text(), value.origin(), value.place()));
    }

    private Map<String, Property> section(ClientSection section) {
        return sections.computeIfAbsent(section, created -> new TreeMap<>());
    }

    private Map<String, Object> values(ClientSection section) {
        Map<String, Object> values = new TreeMap<>();
        section(section).forEach((key, property) -> values.put(key, property.value()));
        return values;
    }

    private record Property(Object value, String origin, String place) {}
}
