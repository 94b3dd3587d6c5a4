package dev.holdfast.schemaregistry;

/**
 * A version of a subject.
 *
 * @param subject the subject
 * @param version the version, from 1
 * @param id the schema's id, which stands in front of each record
 * @param schema the schema
 */
public record RegisteredSchema(String subject, int version, int id, SchemaText schema) {}
