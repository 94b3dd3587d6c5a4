package dev.holdfast.connect.redis;

import dev.holdfast.connect.OffsetKeepingSession;
import dev.holdfast.connect.SinkSession.Results;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Writes each record and its offset with one call of a script, many calls on their way at once. Each call expects the offset
 * of the one before, so behind one that failed all others change nothing.
 */
final class RedisSinkSession implements OffsetKeepingSession {
    private static final int CALLS_AT_ONCE = 500;
    private static final String WRONG_TYPE = "WRONGTYPE";

    private final RedisSinkConfig config;
    private final Changes changes;
    private final RedisNodes nodes;
    private final SinkScript script = new SinkScript();

    private RedisSinkSession(RedisSinkConfig config, RedisNodes nodes) {
        this.config = config;
        this.changes = new Changes(config);
        this.nodes = nodes;
    }

    static RedisSinkSession open(RedisSinkConfig config) throws Exception {
        return new RedisSinkSession(config, RedisNodes.open(new RedisAddress(config), "holdfast-sink"));
    }

    @Override
    public Map<TopicPartition, Long> stored(Collection<TopicPartition> partitions) throws Exception {
        return RedisErrors.lasting(() -> {
            Map<TopicPartition, Long> stored = new HashMap<>();
            for (TopicPartition partition : partitions) {
                String key = config.offsetKey(partition);
                String offset = nodes.of(key).get(key);
                if (offset != null) {
                    stored.put(partition, Long.valueOf(offset));
                }
            }
            return stored;
        });
    }

    @Override
    public boolean write(TopicPartition partition, long expected, List<SinkRecord> records, Results results)
            throws Exception {
        return RedisErrors.lasting(() -> {
            String before = expected == NOTHING ? "" : Long.toString(expected);
            List<SinkRecord> rest = records;
            while (!rest.isEmpty()) {
                Outcome outcome = writeSome(partition, before, rest, results);
                if (outcome.isOther()) {
                    return false;
                }
                before = Long.toString(rest.get(outcome.done() - 1).originalKafkaOffset());
                rest = rest.subList(outcome.done(), rest.size());
            }
            return true;
        });
    }

    /** Writes records up to one that is refused, and at most as many as may be on their way. */
    private Outcome writeSome(TopicPartition partition, String expected, List<SinkRecord> records, Results results) {
        List<Change> made = new ArrayList<>();
        @Nullable Exception unfit = null;
        while (made.size() < Math.min(records.size(), CALLS_AT_ONCE) && unfit == null) {
            try {
                made.add(changes.of(records.get(made.size())));
            } catch (DataException e) {
                unfit = e;
            }
        }
        List<Response<Object>> answers = send(partition, expected, records, made);
        String before = expected;
        for (int i = 0; i < answers.size(); i++) {
            SinkRecord record = records.get(i);
            try {
                if (SinkScript.OTHER.equals(Replies.text(answers.get(i).get()))) {
                    return Outcome.OTHER;
                }
            } catch (JedisDataException e) {
                if (!String.valueOf(e.getMessage()).startsWith(WRONG_TYPE)) {
                    throw e;
                }
                return refuse(partition, before, record, e, i, results);
            }
            results.written(record);
            before = Long.toString(record.originalKafkaOffset());
        }
        return unfit == null
                ? new Outcome(answers.size())
                : refuse(partition, before, records.get(answers.size()), unfit, answers.size(), results);
    }

    private List<Response<Object>> send(
            TopicPartition partition, String expected, List<SinkRecord> records, List<Change> made) {
        String key = config.offsetKey(partition);
        String before = expected;
        List<Response<Object>> answers = new ArrayList<>(made.size());
        Pipeline pipeline = script.on(nodes.of(key));
        for (int i = 0; i < made.size(); i++) {
            long offset = records.get(i).originalKafkaOffset();
            answers.add(script.call(pipeline, key, before, offset, made.get(i)));
            before = Long.toString(offset);
        }
        pipeline.sync();
        return answers;
    }

    /** Notes a record as refused, which may end the task, and moves the offset beyond it. */
    private Outcome refuse(
            TopicPartition partition, String before, SinkRecord record, Exception why, int done, Results results) {
        results.refused(record, why);
        String key = config.offsetKey(partition);
        Jedis jedis = nodes.of(key);
        Pipeline pipeline = script.on(jedis);
        Response<Object> answer = script.call(pipeline, key, before, record.originalKafkaOffset(), null);
        pipeline.sync();
        return SinkScript.OTHER.equals(Replies.text(answer.get())) ? Outcome.OTHER : new Outcome(done + 1);
    }

    @Override
    public void close() {
        nodes.close();
    }

    /**
     * How far some records are written.
     *
     * @param done how many are written or refused; 0 if the offset was another one
     */
    private record Outcome(int done) {
        static final Outcome OTHER = new Outcome(0);

        boolean isOther() {
            return done == 0;
        }
    }
}
