package dev.holdfast.testkit;

import java.util.ArrayList;
import java.util.List;

/** Something that an application promises about every run, checked against what happened in one. Immutable. */
public interface DeliveryGuarantee {
    /**
     * Looks for what breaks the promise.
     *
     * @param history what happened; nothing is added any more
     * @return what is wrong, a sentence each; empty if the guarantee was kept
     */
    List<String> violations(DeliveryHistory history);

    /**
     * Checks guarantees.
     *
     * @param history what happened
     * @param guarantees what was promised
     * @throws AssertionError if any was broken; it names each with the number of its violations and the first ten
     */
    static void check(DeliveryHistory history, DeliveryGuarantee... guarantees) {
        List<String> broken = new ArrayList<>();
        for (DeliveryGuarantee guarantee : guarantees) {
            List<String> violations = guarantee.violations(history);
            if (!violations.isEmpty()) {
                broken.add(guarantee + " is broken " + violations.size() + " times:\n  "
                        + String.join("\n  ", violations.subList(0, Math.min(10, violations.size()))));
            }
        }
        if (!broken.isEmpty()) {
            throw new AssertionError(String.join("\n", broken));
        }
    }
}
