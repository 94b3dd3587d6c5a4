/**
 * Brokers as programs: ActiveMQ Classic and Artemis, each in a JVM of its own, with their data in a folder so that they can be
 * killed and started again. Their user is {@code holdfast} with the password {@code holdfast}.
 */
@NullMarked
package dev.holdfast.connect.jms.broker;

import org.jspecify.annotations.NullMarked;
