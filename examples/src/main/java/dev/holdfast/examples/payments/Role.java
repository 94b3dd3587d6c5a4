package dev.holdfast.examples.payments;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What a process does of the example. */
enum Role {
    /** All of it in one JVM. */
    ALL,
    /** One instance of the application, until it is told to end. */
    APP,
    /** The bank. */
    BANK,
    /** Publishes, waits until other processes have handled all of it, sees to the dead letters and reads the topics back. */
    LOAD,
    /** Has the dead letters handled again that no attempt could handle, whoever published them. */
    REDRIVE;

    /** As they are written on the command line. */
    static List<String> words() {
        return Arrays.stream(values()).map(Role::word).toList();
    }

    static Role of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
