/**
 * Messages of JMS brokers to Kafka and back, for ActiveMQ Classic and ActiveMQ Artemis by their own clients: what keeps
 * messages from getting lost (acknowledging one message alone, telling a repetition) is not in the JMS standard.
 */
@NullMarked
package dev.holdfast.connect.jms;

import org.jspecify.annotations.NullMarked;
