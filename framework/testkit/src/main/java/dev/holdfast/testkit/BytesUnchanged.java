package dev.holdfast.testkit;

import dev.holdfast.testkit.DeliveryHistory.Published;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Handlers get what was published, byte for byte: keys, values and headers; and nothing that was not published. */
public final class BytesUnchanged implements DeliveryGuarantee {
    /** Creates the guarantee. */
    public BytesUnchanged() {}

    @Override
    public List<String> violations(DeliveryHistory history) {
        Map<String, Published> published = new HashMap<>();
        history.published().forEach(record -> published.put(record.id(), record));
        List<String> violations = new ArrayList<>();
        for (Handling handling : history.handlings()) {
            Published source = published.get(handling.id());
            if (source == null) {
                violations.add(handling + " was never published");
                continue;
            }
            List<String> differences = source.content().differencesTo(handling.content());
            if (!differences.isEmpty()) {
                violations.add(handling + " differs from what was published: " + String.join(", ", differences));
            }
        }
        return violations;
    }

    @Override
    public String toString() {
        return "BytesUnchanged";
    }
}
