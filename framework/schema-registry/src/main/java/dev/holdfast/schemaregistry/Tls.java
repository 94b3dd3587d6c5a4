package dev.holdfast.schemaregistry;

import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/** Stores and protocols as Kafka's clients read them (JKS, PKCS12, PEM). The host's name is always checked. */
final class Tls {
    private static final ConfigDef DEFINITION = new ConfigDef().withClientSslSupport();

    private Tls() {}

    /** Empty if nothing is configured: then the JVM's own trust store counts. */
    static Optional<SSLContext> of(Map<String, Object> config) {
        if (config.isEmpty()) {
            return Optional.empty();
        }
        Map<String, ?> values = new AbstractConfig(DEFINITION, config, false).values();
        if (!"https"
                .equalsIgnoreCase(
                        String.valueOf(values.get(SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG)))) {
            throw new ConfigException(RegistryConfig.PREFIX + SslConfigs.SSL_ENDPOINT_IDENTIFICATION_ALGORITHM_CONFIG
                    + " can only be https: whoever answers under another name could hand out any schema");
        }
        try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
            factory.configure(values);
            return Optional.of(factory.sslContext());
        } catch (KafkaException e) {
            ConfigException wrong = new ConfigException(RegistryConfig.PREFIX + "ssl: " + e.getMessage());
            wrong.initCause(e);
            throw wrong;
        }
    }
}
