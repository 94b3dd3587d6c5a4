package dev.holdfast.connect.redis;

import dev.holdfast.connect.redis.Replies.Read;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;

/**
 * Reads several streams: with one command, or in a cluster with one for each slot. The commands wait for entries in turn, and
 * streams take turns at being first, so that none is read only when all others are empty.
 */
final class StreamReader {
    private final RedisNodes nodes;
    private final List<List<String>> groups;
    private final List<String> command;
    private int turn;

    /** Reads streams; {@code group} are further words of the command, none for {@code XREAD}. */
    StreamReader(RedisNodes nodes, List<String> streams, String... group) {
        this.nodes = nodes;
        this.groups = new ArrayList<>(nodes.together(streams));
        this.command = List.of(group);
    }

    /**
     * Reads.
     *
     * @param atMost how many entries at most
     * @param patience how long to wait for the first one
     * @param from what to read of a stream: behind an id, or what Redis has a sign for
     */
    List<Read> read(int atMost, Duration patience, UnaryOperator<String> from) {
        Collections.rotate(groups, -1);
        for (int i = 0; i < groups.size(); i++) {
            // Of several, only those before the last are asked without waiting.
            boolean wait = i == groups.size() - 1;
            List<Read> read = read(groups.get(i), atMost, wait ? patience : Duration.ZERO, from);
            if (!read.isEmpty()) {
                return read;
            }
        }
        return List.of();
    }

    /** Reads what there is of one stream, without waiting. */
    List<Read> read(String stream, int atMost, UnaryOperator<String> from) {
        return read(List.of(stream), atMost, Duration.ZERO, from);
    }

    private List<Read> read(List<String> streams, int atMost, Duration patience, UnaryOperator<String> from) {
        List<String> some = some(streams, atMost);
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of("COUNT", Integer.toString(Math.max(1, atMost / some.size()))));
        if (!patience.isZero()) {
            words.addAll(List.of("BLOCK", Long.toString(Math.max(1, patience.toMillis()))));
        }
        words.add("STREAMS");
        words.addAll(some);
        some.forEach(stream -> words.add(from.apply(stream)));
        Jedis jedis = nodes.of(some.get(0));
        Command verb = command.isEmpty() ? Command.XREAD : Command.XREADGROUP;
        String[] arguments = words.toArray(String[]::new);
        Object reply =
                patience.isZero() ? jedis.sendCommand(verb, arguments) : jedis.sendBlockingCommand(verb, arguments);
        return reply(reply);
    }

    private static List<Read> reply(@Nullable Object reply) {
        return reply == null ? List.of() : Replies.streams(Replies.list(reply));
    }

    /** Not more streams than entries are wanted, others each time. */
    private List<String> some(List<String> streams, int atMost) {
        if (streams.size() <= 1) {
            return streams;
        }
        List<String> rotated = new ArrayList<>(streams);
        turn++;
        Collections.rotate(rotated, -(turn % rotated.size()));
        return rotated.subList(0, Math.min(rotated.size(), atMost));
    }
}
