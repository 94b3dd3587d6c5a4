package dev.holdfast.connect.redis;

import java.util.ArrayList;
import java.util.List;

/**
 * What a record changes in Redis: commands on one key.
 */
final class Change {
    private final String key;
    private final List<List<byte[]>> commands = new ArrayList<>();

    Change(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    /** Adds a command on the key. */
    Change command(String verb, List<byte[]> arguments) {
        List<byte[]> words = new ArrayList<>();
        words.add(Replies.bytes(verb));
        words.add(Replies.bytes(key));
        words.addAll(arguments);
        commands.add(words);
        return this;
    }

    /** Adds a command on the key. */
    Change command(String verb, String... arguments) {
        return command(verb, List.of(arguments).stream().map(Replies::bytes).toList());
    }

    /** All words, in front of each command their number, as the script takes them. */
    List<byte[]> words() {
        List<byte[]> words = new ArrayList<>();
        for (List<byte[]> command : commands) {
            words.add(Replies.bytes(Integer.toString(command.size())));
            words.addAll(command);
        }
        return words;
    }
}
