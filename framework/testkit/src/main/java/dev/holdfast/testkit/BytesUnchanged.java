package dev.holdfast.testkit;

import dev.holdfast.testkit.DeliveryHistory.DeadLettered;
import dev.holdfast.testkit.DeliveryHistory.Published;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Handlers get what was published, byte for byte: keys, values and headers; and nothing that was not published. Dead
 * letters keep it.
 */
public final class BytesUnchanged implements DeliveryGuarantee {
    /** Creates the guarantee. */
    public BytesUnchanged() {}

    @Override
    public List<String> violations(DeliveryHistory history) {
        Map<String, Published> published = new HashMap<>();
        history.published().forEach(record -> published.put(record.id(), record));
        List<String> violations = new ArrayList<>();
        for (Handling handling : history.handlings()) {
            compare(handling.toString(), published.get(handling.id()), handling.content(), violations);
        }
        for (DeadLettered letter : history.deadLettered()) {
            compare("the dead letter at " + letter.at(), published.get(letter.id()), letter.content(), violations);
        }
        return violations;
    }

    private static void compare(
            String what, @Nullable Published source, RecordContent content, List<String> violations) {
        if (source == null) {
            violations.add(what + " was never published");
            return;
        }
        List<String> differences = source.content().differencesTo(content);
        if (!differences.isEmpty()) {
            violations.add(what + " differs from what was published: " + String.join(", ", differences));
        }
    }

    @Override
    public String toString() {
        return "BytesUnchanged";
    }
}
