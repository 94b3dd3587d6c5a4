package dev.holdfast.connect.jms.broker;

/** A broker inside of this JVM. Its methods may be called by any thread once it is started. */
interface Broker {
    /** User and password of everybody. */
    String USER = "holdfast";

    /** Starts it and returns when clients can connect. */
    void start() throws Exception;

    /** Stops it in good order. */
    void stop() throws Exception;

    /** Creates a durable queue unless it is there. */
    void createQueue(String name) throws Exception;

    /** How many messages a queue has, with those that consumers have and have not acknowledged. */
    long messages(String queue) throws Exception;
}
