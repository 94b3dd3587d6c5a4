package dev.holdfast.schemaregistry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;

/**
 * What a registry answered.
 *
 * @param what the question, for people
 * @param status the HTTP status
 * @param body the JSON; missing if the body was none
 */
record Answer(String what, int status, JsonNode body) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LONGEST_MESSAGE = 1_000;

    static Answer of(String what, int status, byte[] body) {
        return new Answer(what, status, parsed(body));
    }

    private static JsonNode parsed(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            // A page of a proxy, for example: then there is no registry, whatever the status.
            return MissingNode.getInstance();
        }
    }

    boolean isServerError() {
        return status >= 500;
    }

    /** Whether a registry, and nothing on the way to it, says that there is no such thing. */
    boolean isNotFound() {
        return status == 404 && (errorCode() == 40401 || errorCode() == 40402 || errorCode() == 40403);
    }

    /** The JSON of a success; throws what any other answer means. */
    JsonNode orThrow() {
        if (status / 100 == 2) {
            if (body.isMissingNode()) {
                throw new RegistryUnavailableException(what + ": the answer is not JSON", status, null);
            }
            return body;
        }
        throw failure();
    }

    SchemaRegistryException failure() {
        String text = what + ": status " + status + (errorCode() == 0 ? "" : ", code " + errorCode()) + message();
        if (isServerError() || status == 429) {
            return new RegistryUnavailableException(text, status, null);
        }
        if (isNotFound()) {
            return switch (errorCode()) {
                case 40401 -> new SubjectNotFoundException(text, status, errorCode());
                case 40402 -> new VersionNotFoundException(text, status, errorCode());
                default -> new SchemaNotFoundException(text, status, errorCode());
            };
        }
        return switch (status) {
            case 409 -> new IncompatibleSchemaException(text, status, errorCode());
            case 422 -> new InvalidSchemaException(text, status, errorCode());
            default -> new RegistryRefusedException(text, status, errorCode());
        };
    }

    private int errorCode() {
        return body.path("error_code").asInt(0);
    }

    /** On one line, since it may end in a log. */
    private String message() {
        String text =
                body.path("message").asText("").replaceAll("\\p{Cntrl}+", " ").strip();
        return text.isEmpty() ? "" : ": " + text.substring(0, Math.min(text.length(), LONGEST_MESSAGE));
    }
}
