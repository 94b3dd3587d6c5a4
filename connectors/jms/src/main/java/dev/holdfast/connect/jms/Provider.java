package dev.holdfast.connect.jms;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import java.util.List;
import org.apache.activemq.ActiveMQSession;
import org.apache.activemq.RedeliveryPolicy;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.jms.ActiveMQJMSConstants;
import org.apache.activemq.artemis.jms.client.ActiveMQMessage;

/** A kind of broker, with what its client does in its own way. */
enum Provider {
    /** ActiveMQ Classic. */
    ACTIVEMQ {
        /** Larger ones are cut by the client. */
        private static final int LARGEST_PREFETCH = Short.MAX_VALUE - 1;

        @Override
        JmsConnection connect(JmsAddress address, String url, int window) throws JMSException {
            org.apache.activemq.ActiveMQConnectionFactory factory =
                    new org.apache.activemq.ActiveMQConnectionFactory(address.username(), address.password(), url);
            // Each message is acknowledged when Kafka has it, so the broker has to hand out a whole window without
            // that.
            factory.getPrefetchPolicy().setAll(Math.min(window, LARGEST_PREFETCH));
            // Otherwise the client itself puts a message aside, also the one with a sink's position, after seven
            // restarts.
            factory.getRedeliveryPolicy().setMaximumRedeliveries(RedeliveryPolicy.NO_MAXIMUM_REDELIVERIES);
            if (address.clientId() != null) {
                factory.setClientID(address.clientId());
            }
            factory.setCloseTimeout(JmsAddress.CLOSE_LIMIT_MS);
            factory.setConnectResponseTimeout(address.timeoutMs());
            factory.setWatchTopicAdvisories(false);
            return new JmsConnection(factory.createConnection(), () -> {});
        }

        @Override
        int individualAcknowledge() {
            return ActiveMQSession.INDIVIDUAL_ACKNOWLEDGE;
        }

        @Override
        void acknowledge(List<Message> messages) throws JMSException {
            for (Message message : messages) {
                message.acknowledge();
            }
        }
    },
    /** ActiveMQ Artemis. */
    ARTEMIS {
        private static final int CONFIRMATION_BYTES = 1 << 20;

        @Override
        JmsConnection connect(JmsAddress address, String url, int window) throws JMSException {
            org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory factory =
                    new org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory(url);
            try {
                // A connection that comes back by itself would hide that what it had delivered comes again.
                factory.setReconnectAttempts(0);
                factory.setInitialConnectAttempts(1);
                if (address.clientId() != null) {
                    factory.setClientID(address.clientId());
                }
                factory.setCallTimeout(address.timeoutMs());
                // Without it, sends would count as confirmed as soon as they are on their way.
                factory.setConfirmationWindowSize(CONFIRMATION_BYTES);
                return new JmsConnection(
                        factory.createConnection(address.username(), address.password()), factory::close);
            } catch (JMSException | RuntimeException e) {
                factory.close();
                throw e;
            }
        }

        @Override
        int individualAcknowledge() {
            return ActiveMQJMSConstants.INDIVIDUAL_ACKNOWLEDGE;
        }

        /** A message's own method commits after each; here one commit does for all, and what fails comes again. */
        @Override
        void acknowledge(List<Message> messages) throws JMSException {
            int last = messages.size() - 1;
            try {
                for (Message message : messages.subList(0, last)) {
                    ((ActiveMQMessage) message).getCoreMessage().individualAcknowledge();
                }
            } catch (ActiveMQException e) {
                JMSException failed = new JMSException("Artemis takes no acknowledgement: " + e.getMessage());
                failed.initCause(e);
                throw failed;
            }
            messages.get(last).acknowledge();
        }
    };

    /**
     * Opens a connection, which is not started.
     *
     * @param window how many messages a consumer may have without an acknowledgement
     */
    abstract JmsConnection connect(JmsAddress address, String url, int window) throws JMSException;

    /** The mode of a session in which a message is acknowledged alone; the standard only has one for all at once. */
    abstract int individualAcknowledge();

    /** Acknowledges messages of one session, at least one, and no others. */
    abstract void acknowledge(List<Message> messages) throws JMSException;
}
