package dev.holdfast.schemaregistry;

import java.util.List;

/**
 * What a registry says about a schema that is not registered yet.
 *
 * @param compatible whether it may be the next version
 * @param reasons why not, in the registry's words; may be empty either way
 */
public record CompatibilityReport(boolean compatible, List<String> reasons) {
    /** Copies the reasons. */
    public CompatibilityReport {
        reasons = List.copyOf(reasons);
    }
}
