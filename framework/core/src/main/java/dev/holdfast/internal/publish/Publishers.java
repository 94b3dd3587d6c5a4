package dev.holdfast.internal.publish;

import dev.holdfast.InvalidDefinitionException;
import dev.holdfast.Publisher;
import dev.holdfast.Topic;
import dev.holdfast.Transaction;
import dev.holdfast.codec.Codec;
import dev.holdfast.codec.Codec.Direction;
import dev.holdfast.codec.CodecFactory.Part;
import dev.holdfast.internal.definition.ClientProperties;
import dev.holdfast.internal.invoke.CodecRegistry;
import dev.holdfast.internal.invoke.CodecUse;
import dev.holdfast.internal.invoke.RecordEncoder;
import dev.holdfast.internal.problem.Problems;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Makes an application's publishers, which share one producer. Thread-safe. */
public final class Publishers {
    private final CodecRegistry codecs;
    private final Sender sender;
    private final TransactionSender transactions;

    /**
     * Creates the publishers' part of an application. Nothing is connected before the first record is published.
     *
     * @param applicationId the application's id
     * @param clients what the user configures
     * @param codecs finds codecs
     * @param admin asks whether topics exist; left open
     * @param transactionalId the id of the transactions beside handlers
     */
    public Publishers(
            String applicationId, ClientProperties clients, CodecRegistry codecs, Admin admin, String transactionalId) {
        this.codecs = codecs;
        ProducerSettings settings = new ProducerSettings(clients.forProducer(), applicationId);
        this.sender = new Sender(settings, admin);
        this.transactions = new TransactionSender(settings, transactionalId, admin);
    }

    /**
     * Makes a publisher that is refused on handlers' threads.
     *
     * @param topic the topic
     * @param <K> the type of its keys
     * @param <V> the type of its values
     * @return the publisher
     * @throws InvalidDefinitionException if a type has no codec
     */
    public <K, V> Publisher<K, V> publisher(Topic<K, V> topic) {
        return publisher(topic, ThreadRule.BESIDE_HANDLERS);
    }

    /**
     * Makes a publisher from an interface that is refused on handlers' threads.
     *
     * @param type an interface with {@link dev.holdfast.annotation.Publishes @Publishes}
     * @param <T> the interface
     * @return an implementation
     * @throws InvalidDefinitionException with every problem of the interface
     */
    public <T> T publisher(Class<T> type) {
        return publisher(type, ThreadRule.BESIDE_HANDLERS);
    }

    /**
     * Makes a publisher whose records are written even if the handler that publishes them fails.
     *
     * @param topic the topic
     * @param <K> the type of its keys
     * @param <V> the type of its values
     * @return the publisher
     * @throws InvalidDefinitionException if a type has no codec
     */
    public <K, V> Publisher<K, V> independentPublisher(Topic<K, V> topic) {
        return publisher(topic, ThreadRule.INDEPENDENT);
    }

    /**
     * Makes a publisher from an interface whose records are written even if the handler that publishes them fails.
     *
     * @param type an interface with {@link dev.holdfast.annotation.Publishes @Publishes}
     * @param <T> the interface
     * @return an implementation
     * @throws InvalidDefinitionException with every problem of the interface
     */
    public <T> T independentPublisher(Class<T> type) {
        return publisher(type, ThreadRule.INDEPENDENT);
    }

    /**
     * Writes several records, all or none.
     *
     * @param records adds the records; called before this method returns, once
     * @return the records' metadata in the order of their calls, when all are committed
     * @throws IllegalStateException on a handler's thread
     */
    public CompletionStage<List<RecordMetadata>> transaction(Consumer<Transaction> records) {
        ThreadRule.checkTransaction();
        StagedTransaction staged = new StagedTransaction(codecs);
        List<ProducerRecord<byte[], byte[]>> added;
        try {
            records.accept(staged);
        } finally {
            added = staged.close();
        }
        return transactions.send(added);
    }

    /**
     * Waits for the records under way. Those that are not acknowledged then fail, and so does what is published later.
     *
     * @param timeout how long to wait
     */
    public void close(Duration timeout) {
        transactions.close(timeout);
        sender.close(timeout);
    }

    private <K, V> Publisher<K, V> publisher(Topic<K, V> topic, ThreadRule rule) {
        Problems problems = new Problems();
        Optional<Codec<?>> keys = codecs.codec(topic.keyType().type(), Part.KEY);
        Optional<Codec<?>> values = codecs.codec(topic.valueType().type(), Part.VALUE);
        String place = "publisher of topic '" + topic.name() + "'";
        if (keys.isEmpty()) {
            problems.add("There is no codec for keys of type " + topic.keyType() + ".", place);
        }
        if (values.isEmpty()) {
            problems.add("There is no codec for values of type " + topic.valueType() + ".", place);
        }
        problems.throwIfAny();
        new CodecUse(keys.orElseThrow(), topic.name(), Part.KEY, Direction.WRITE, place).check(problems);
        new CodecUse(values.orElseThrow(), topic.name(), Part.VALUE, Direction.WRITE, place).check(problems);
        problems.throwIfAny();
        RecordEncoder encoder = new RecordEncoder(topic.name(), keys.orElseThrow(), values.orElseThrow());
        return new TopicPublisher<>(topic.name(), encoder, sender, rule);
    }

    private <T> T publisher(Class<T> type, ThreadRule rule) {
        Problems problems = new Problems();
        Map<Method, MethodPlan> plans = new InterfaceReader(codecs, problems).read(type);
        problems.throwIfAny();
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new InterfaceCalls(type, plans, sender, rule)));
    }
}
