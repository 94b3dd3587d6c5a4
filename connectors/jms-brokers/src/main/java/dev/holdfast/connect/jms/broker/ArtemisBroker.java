package dev.holdfast.connect.jms.broker;

import java.nio.file.Path;
import java.util.Set;
import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.ActiveMQServers;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;

/** Artemis with its journal. Messages may be delivered any number of times, and queues stay when they are empty. */
final class ArtemisBroker implements Broker {
    private static final String ROLE = "users";

    private final ActiveMQServer server;

    ArtemisBroker(int port, Path folder) throws Exception {
        ConfigurationImpl config = new ConfigurationImpl();
        config.setBrokerInstance(folder.toFile());
        config.setBindingsDirectory("bindings")
                .setJournalDirectory("journal")
                .setLargeMessagesDirectory("large-messages")
                .setPagingDirectory("paging")
                .setJournalType(JournalType.NIO)
                .setMaxDiskUsage(-1)
                .setJMXManagementEnabled(false)
                .setSecurityEnabled(true)
                .putSecurityRoles("#", Set.of(everything()))
                .addAcceptorConfiguration("core", "tcp://127.0.0.1:" + port + "?protocols=CORE")
                .addAddressSetting(
                        "#",
                        new AddressSettings()
                                .setMaxDeliveryAttempts(-1)
                                .setAutoDeleteQueues(false)
                                .setAutoDeleteAddresses(false));
        SecurityConfiguration users = new SecurityConfiguration();
        users.addUser(USER, USER);
        users.addRole(USER, ROLE);
        server = ActiveMQServers.newActiveMQServer(
                config, null, new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users), true);
    }

    @Override
    public void start() throws Exception {
        server.start();
    }

    @Override
    public void stop() throws Exception {
        server.stop();
    }

    @Override
    public void createQueue(String name) throws Exception {
        server.createQueue(
                QueueConfiguration.of(name).setRoutingType(RoutingType.ANYCAST).setDurable(true), true);
    }

    @Override
    public long messages(String queue) {
        Queue found = server.locateQueue(SimpleString.of(queue));
        if (found == null) {
            throw new IllegalArgumentException("There is no queue " + queue);
        }
        return found.getMessageCount();
    }

    private static Role everything() {
        return new Role(ROLE, true, true, true, true, true, true, true, true, true, true, true, true);
    }
}
