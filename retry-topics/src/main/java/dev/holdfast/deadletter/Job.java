package dev.holdfast.deadletter;

import dev.holdfast.ClusterUnavailableException;
import dev.holdfast.deadletter.DeadLetterReport.Cause;
import dev.holdfast.deadletter.internal.DeadLetterTopics;
import dev.holdfast.deadletter.internal.LetterReader;
import dev.holdfast.deadletter.internal.LogEvent;
import dev.holdfast.deadletter.internal.PartitionLog;
import dev.holdfast.deadletter.internal.PartitionLog.Standing;
import dev.holdfast.deadletter.internal.Transactions;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;

/**
 * Does one thing to the dead letters that match.
 *
 * <p>First it takes the transactional id over. From then on nobody else can write to the log, and what others wrote is
 * decided; so what it reads there afterwards holds until it writes itself. A dead letter is moved in the transaction that
 * says so in the log: a job that dies or is taken over has done both or neither.
 */
final class Job {
    private final Connection connection;
    private final Change change;
    private final Instruction instruction;
    private final DeadLetterFilter filter;
    private final Optional<DeadLetterId> named;
    private final LetterFormat format;
    private final Progress progress;

    /** If one dead letter is named, that it can't be changed is told; otherwise those that were changed are passed over. */
    Job(
            Connection connection,
            Change change,
            Instruction instruction,
            DeadLetterFilter filter,
            Optional<DeadLetterId> named) {
        this.connection = connection;
        this.change = change;
        this.instruction = instruction;
        this.filter = filter;
        this.named = named;
        this.format = LetterFormat.of(connection.source());
        this.progress = new Progress(change.kind(), instruction);
    }

    /**
     * Runs to the end.
     *
     * @throws JobTakenOverException if another job took over
     * @throws JobFailedException if it can't go on
     * @throws dev.holdfast.TopicMismatchException if a topic is not as it must be; nothing was done then
     */
    DeadLetterReport run() {
        DeadLetterSource source = connection.source();
        try (DeadLetterTopics topics = connection.topics()) {
            TopicDescription letters = topics.require(source.topic());
            change.check(topics, letters);
            List<Stretch> stretches = Stretch.of(filter, topics, letters);
            stretches.forEach(progress::bound);
            if (instruction.isDryRun()) {
                go(connection.reader(topics), letters.topicId(), stretches, new DryRun(progress));
                return progress.report();
            }
            topics.ensureLog(source.log(), letters);
            try (Transactions transactions = connection.transactions()) {
                Moves moves = new Moves(transactions, progress, instruction, connection);
                moves.takeOver();
                go(connection.reader(topics, letters.partitions().size()), letters.topicId(), stretches, moves);
            }
        }
        return progress.report();
    }

    private void go(LetterReader reader, Uuid topicId, List<Stretch> stretches, Batches batches) {
        try (reader) {
            for (Stretch stretch : stretches) {
                if (stretch.from() < stretch.end() && !isEnough(batches)) {
                    go(reader, topicId, stretch, batches);
                }
            }
        } catch (KafkaException | ClusterUnavailableException e) {
            throw new JobFailedException(connection.source(), progress.report(), e);
        }
    }

    private void go(LetterReader reader, Uuid topicId, Stretch stretch, Batches batches) {
        int partition = stretch.partition().partition();
        long wanted = named.map(DeadLetterId::offset).orElse(-1L);
        PartitionLog log = reader.log(topicId, partition, wanted);
        reader.letters(stretch.partition(), stretch.from(), stretch.end(), record -> {
            consider(record, log).ifPresent(pending -> batches.add(pending, log));
            if (isEnough(batches)) {
                batches.flush(log);
            }
            return !isEnough(batches);
        });
        batches.flush(log);
    }

    private boolean isEnough(Batches batches) {
        return progress.done() + batches.size() >= instruction.atMost();
    }

    private Optional<Pending> consider(ConsumerRecord<byte[], byte[]> record, PartitionLog log) {
        Letter letter = format.read(record);
        if (!filter.matches(letter)) {
            return Optional.empty();
        }
        Standing standing = log.standing(record.offset());
        if (!change.isFor(standing)) {
            if (standing == Standing.UNREADABLE) {
                progress.left(letter.id(), Cause.LOG_UNREADABLE);
            } else if (named.isPresent()) {
                progress.left(letter.id(), Cause.NOT_ALLOWED);
            }
            return Optional.empty();
        }
        Optional<Cause> obstacle = change.obstacle(letter);
        if (obstacle.isPresent()) {
            progress.left(letter.id(), obstacle.get());
            return Optional.empty();
        }
        return Optional.of(pending(letter, log));
    }

    private Pending pending(Letter letter, PartitionLog log) {
        long offset = letter.record().offset();
        Optional<ProducerRecord<byte[], byte[]>> move = change.move(letter);
        LogEvent event = new LogEvent(
                change.kind(),
                connection.now().truncatedTo(ChronoUnit.MILLIS),
                instruction.who(),
                instruction.why(),
                move.map(ProducerRecord::topic).orElse(null),
                change.edit(letter).orElse(null));
        return Pending.of(letter, move, connection.source().log(), log.key(offset), log.with(offset, event));
    }
}
