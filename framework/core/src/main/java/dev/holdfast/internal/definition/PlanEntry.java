package dev.holdfast.internal.definition;

/**
 * One value of the start plan.
 *
 * @param subject what it belongs to: the application, a group, a handler or a topic
 * @param name the value's name
 * @param value the value as text; secrets are masked
 * @param origin where it comes from: {@code settings (environment)}, {@code builder}, {@code annotation}, {@code default}
 */
public record PlanEntry(String subject, String name, String value, String origin) {}
