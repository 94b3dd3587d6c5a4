package dev.holdfast.schemaregistry;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.security.auth.login.AppConfigurationEntry;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.JaasContext;

/** What the {@code Authorization} header of a request says. Never shown anywhere. */
final class Credentials {
    private static final String BASIC_SOURCE = "basic.auth.credentials.source";
    private static final String BEARER_SOURCE = "bearer.auth.credentials.source";

    private final String fixed;
    private final boolean fromUrl;

    private Credentials(String fixed, boolean fromUrl) {
        this.fixed = fixed;
        this.fromUrl = fromUrl;
    }

    static Credentials of(RegistryConfig config) {
        String source = config.text(BASIC_SOURCE);
        // Also without a token: whoever names another source would otherwise be nobody to the registry, silently.
        if (!config.text(BEARER_SOURCE).equals("STATIC_TOKEN")) {
            throw new ConfigException(BEARER_SOURCE + " can be STATIC_TOKEN only");
        }
        String token = config.secret("bearer.auth.token");
        if (!token.isEmpty()) {
            return new Credentials("Bearer " + token, false);
        }
        return switch (source) {
            case "URL" -> new Credentials("", true);
            case "USER_INFO" -> new Credentials(basic(config.secret("basic.auth.user.info")), false);
            case "SASL_INHERIT" -> new Credentials(basic(inherited(config.all())), false);
            default -> throw new ConfigException(BASIC_SOURCE + " can be URL, USER_INFO or SASL_INHERIT");
        };
    }

    Optional<String> header(URI url) {
        String user = fromUrl ? url.getRawUserInfo() : null;
        if (user != null) {
            return Optional.of(basic(URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8)));
        }
        return fixed.isEmpty() ? Optional.empty() : Optional.of(fixed);
    }

    private static String basic(String userAndPassword) {
        if (userAndPassword.indexOf(':') < 1) {
            throw new ConfigException("the credentials for the schema registry are not of the form user:password");
        }
        return "Basic " + Base64.getEncoder().encodeToString(userAndPassword.getBytes(StandardCharsets.UTF_8));
    }

    private static String inherited(Map<String, ?> config) {
        Map<String, Object> jaas = new HashMap<>(config);
        jaas.computeIfPresent(
                SaslConfigs.SASL_JAAS_CONFIG,
                (key, value) -> value instanceof Password ? value : new Password(value.toString()));
        return JaasContext.loadClientContext(jaas).configurationEntries().stream()
                .map(AppConfigurationEntry::getOptions)
                .flatMap(options -> options.get("username") instanceof String user
                                && options.get("password") instanceof String password
                        ? Stream.of(user + ":" + password)
                        : Stream.empty())
                .findFirst()
                .orElseThrow(() -> new ConfigException(
                        BASIC_SOURCE + " is SASL_INHERIT, but sasl.jaas.config has no username and password"));
    }
}
