package dev.holdfast.internal.lifecycle;

/** What the process's JMX server shows of an application that runs under an instance id of its own. */
public interface InstanceMXBean {
    /** The pattern of the transactional ids of its consumers. */
    String getTransactionalIds();
}
