package dev.holdfast.schemaregistry;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;

/**
 * What reading and writing records asks of a registry, with memory: a schema never changes, so each is asked for once. What
 * the registry says does not exist is believed for {@code missing.id.cache.ttl.sec} (30); the newest version of a subject
 * for {@code latest.cache.ttl.sec} (60). Everything remembered is bounded: {@code max.schemas.per.subject} (1,000; here
 * for all subjects together) and {@code missing.cache.size} (10,000).
 *
 * <p>However many threads need the same schema, the registry is asked once. A lookup <i>with patience</i> is for threads
 * that have other work: it waits only so long, counted from the question, and for a schema to read not at all while the
 * registry is known to be down; the question goes on, and the next attempt meets its answer. It also believes in the absence of a schema only when
 * the registry says so twice with a second in between, since a replica may lag behind what was just registered.
 *
 * <p>Thread-safe. Close it to end its threads.
 */
public final class SchemaLookup implements AutoCloseable {
    private final SchemaRegistryClient client;
    private final Questions<Integer, SchemaText> schemas;
    private final Questions<SubjectSchema, Integer> registrations;
    private final Questions<SubjectSchema, Integer> ids;
    private final Cache<String, RegisteredSchema> latest;
    private final LookupThreads threads = new LookupThreads();

    private SchemaLookup(SchemaRegistryClient client, Duration reading, Duration writing) {
        this.client = client;
        RegistryConfig config = client.config();
        QuestionLimits limits = QuestionLimits.of(config, writing, true);
        this.schemas = new Questions<>(client::schema, threads, QuestionLimits.of(config, reading, false));
        this.registrations =
                new Questions<>(asked -> client.register(asked.subject(), asked.schema()), threads, limits);
        this.ids = new Questions<>(
                asked -> client.lookUp(asked.subject(), asked.schema()).id(), threads, limits);
        Caffeine<Object, Object> remembered = Caffeine.newBuilder().maximumSize(limits.found());
        Duration ttl = config.seconds("latest.cache.ttl.sec");
        this.latest = ttl.isNegative()
                ? remembered.build()
                : remembered.expireAfterWrite(ttl).build();
    }

    /**
     * Lookups that wait for the registry until it has answered or the client has given up.
     *
     * @param client asks
     * @return lookups with an empty memory
     */
    public static SchemaLookup waiting(SchemaRegistryClient client) {
        return new SchemaLookup(client, QuestionLimits.UNLIMITED, QuestionLimits.UNLIMITED);
    }

    /**
     * Lookups with patience.
     *
     * @param client asks
     * @param reading how long the search for the schema of a record may hold its thread
     * @param writing how long a registration, or the search for an id, may
     * @return lookups with an empty memory
     */
    public static SchemaLookup patient(SchemaRegistryClient client, Duration reading, Duration writing) {
        return new SchemaLookup(client, reading, writing);
    }

    /**
     * Finds a schema.
     *
     * @param id its id
     * @return the schema
     * @throws SchemaNotFoundException if the registry says that there is none
     * @throws RegistryUnavailableException if it can't be told now
     */
    public SchemaText schema(int id) {
        return schemas.ask(id);
    }

    /**
     * Registers a schema unless that was done before.
     *
     * @param subject the subject
     * @param schema the schema
     * @return its id
     * @throws SchemaRegistryException as {@link SchemaRegistryClient#register}
     */
    public int register(String subject, SchemaText schema) {
        return registrations.ask(new SubjectSchema(subject, schema));
    }

    /**
     * Finds the id of a schema that is registered.
     *
     * @param subject the subject
     * @param schema the schema
     * @return its id
     * @throws SchemaRegistryException as {@link SchemaRegistryClient#lookUp}
     */
    public int id(String subject, SchemaText schema) {
        return ids.ask(new SubjectSchema(subject, schema));
    }

    /**
     * Finds the newest version, as it was at most {@code latest.cache.ttl.sec} ago. Waits for the registry, with patience or
     * without.
     *
     * @param subject the subject
     * @return the version
     * @throws SchemaRegistryException as {@link SchemaRegistryClient#latest}
     */
    public RegisteredSchema latest(String subject) {
        return latest.get(subject, client::latest);
    }

    /**
     * The schemas that a schema refers to, and those that they refer to, each after those that it needs. Waits for the
     * registry, with patience or without, and remembers nothing.
     *
     * @param schema the schema
     * @return its references
     * @throws SchemaRegistryException if one can't be found, or there are more than 1,000
     */
    public List<SchemaText> references(SchemaText schema) {
        return schema.references().isEmpty() ? List.of() : new ReferenceWalk(client).of(schema);
    }

    /**
     * The client that asks.
     *
     * @return the client
     */
    public SchemaRegistryClient client() {
        return client;
    }

    @Override
    public void close() {
        threads.close();
    }

    private record SubjectSchema(String subject, SchemaText schema) {}
}
