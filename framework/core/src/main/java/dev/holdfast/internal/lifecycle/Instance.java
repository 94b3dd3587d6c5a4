package dev.holdfast.internal.lifecycle;

import dev.holdfast.Guarantee;
import dev.holdfast.InvalidDefinitionException;
import dev.holdfast.internal.definition.AppDefinition;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.UUID;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.StandardMBean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Under which names this start of the application takes part in transactions. Two that run at the same time must not
 * share one, as each would fence the other's producers off: within a process that is checked. Thread-safe.
 */
final class Instance implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Instance.class);

    private final AppDefinition app;
    private final String id;
    private final @Nullable ObjectName claim;

    private Instance(AppDefinition app, String id, @Nullable ObjectName claim) {
        this.app = app;
        this.id = id;
        this.claim = claim;
    }

    /**
     * Takes the names, until they are given back with {@link #close()}.
     *
     * @param app the application
     * @return the instance
     * @throws dev.holdfast.InvalidDefinitionException if an application with the same ids runs in this process
     */
    static Instance claim(AppDefinition app) {
        String given = app.instanceId();
        if (given == null) {
            return new Instance(app, UUID.randomUUID().toString(), null);
        }
        return new Instance(app, given, claimed(app.applicationId(), given));
    }

    /** The JMX server is one for all class loaders of the process, which no field of a class is. */
    private static ObjectName claimed(String applicationId, String id) {
        try {
            ObjectName name = new ObjectName("dev.holdfast:type=instance,application=" + applicationId + ",id=" + id);
            ManagementFactory.getPlatformMBeanServer()
                    .registerMBean(
                            new StandardMBean(
                                    () -> transactionalId(applicationId, "*", id, "*"), InstanceMXBean.class, true),
                            name);
            return name;
        } catch (InstanceAlreadyExistsException e) {
            LOG.debug("the instance's name is taken", e);
            throw new InvalidDefinitionException(List.of("the application '" + applicationId
                    + "' runs in this process already as the instance '" + id
                    + "': their transactions would fence each other off. Close the other one before, or give this one an"
                    + " instance id of its own\n    at the instance's id"));
        } catch (JMException e) {
            throw new IllegalStateException("the process's JMX server refuses the instance " + id, e);
        }
    }

    /** The ids of the first consumer of each group that has transactions. */
    List<String> transactionalIds() {
        return app.groups().stream()
                .filter(group -> group.guarantee() == Guarantee.EXACTLY_ONCE)
                .map(group -> transactionalId(group.name(), 1))
                .toList();
    }

    /** The id of a consumer's transactions; its last two parts contain no dots. */
    String transactionalId(String group, int consumer) {
        return transactionalId(app.applicationId(), group, id, Integer.toString(consumer));
    }

    /** The id of the transactions beside handlers: no consumer's, which all end in a number alone. */
    String publisherTransactionalId() {
        return String.join(".", app.applicationId(), id, "publisher-1");
    }

    private static String transactionalId(String applicationId, String group, String id, String last) {
        return String.join(".", applicationId, group, id, last);
    }

    @Override
    public void close() {
        if (claim == null) {
            return;
        }
        try {
            ManagementFactory.getPlatformMBeanServer().unregisterMBean(claim);
        } catch (JMException e) {
            LOG.warn("the instance's name {} could not be given back: {}", claim, e.toString());
        }
    }
}
