package dev.holdfast.connect.jms.broker;

import java.nio.file.Path;
import java.util.List;
import org.apache.activemq.broker.BrokerPlugin;
import org.apache.activemq.broker.BrokerService;
import org.apache.activemq.command.ActiveMQQueue;
import org.apache.activemq.security.AuthenticationUser;
import org.apache.activemq.security.SimpleAuthenticationPlugin;
import org.apache.activemq.store.kahadb.KahaDBPersistenceAdapter;

/** ActiveMQ Classic with its KahaDB. */
final class ClassicBroker implements Broker {
    private final BrokerService broker = new BrokerService();

    ClassicBroker(int port, Path folder) throws Exception {
        broker.setBrokerName("holdfast");
        broker.setUseJmx(false);
        broker.setUseShutdownHook(false);
        broker.setDataDirectoryFile(folder.toFile());
        KahaDBPersistenceAdapter store = new KahaDBPersistenceAdapter();
        store.setDirectory(folder.resolve("kahadb").toFile());
        broker.setPersistenceAdapter(store);
        broker.setPlugins(
                new BrokerPlugin[] {new SimpleAuthenticationPlugin(List.of(new AuthenticationUser(USER, USER, "users")))
                });
        broker.addConnector("tcp://127.0.0.1:" + port);
    }

    @Override
    public void start() throws Exception {
        broker.start();
        broker.waitUntilStarted();
    }

    @Override
    public void stop() throws Exception {
        broker.stop();
        broker.waitUntilStopped();
    }

    @Override
    public void createQueue(String name) throws Exception {
        broker.getDestination(new ActiveMQQueue(name));
    }

    @Override
    public long messages(String queue) throws Exception {
        return broker.getDestination(new ActiveMQQueue(queue))
                .getDestinationStatistics()
                .getMessages()
                .getCount();
    }
}
