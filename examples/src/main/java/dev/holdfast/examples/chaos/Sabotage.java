package dev.holdfast.examples.chaos;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A fault planted into what the application writes, which the checker must find. */
enum Sabotage {
    /** A result is never written. */
    DROP_ONE,
    /** A result is written twice. */
    DUPLICATE_ONE,
    /** A result is written behind one of a younger record of its key. */
    REORDER_ONE,
    /** Results are written a second after the offsets of their records were committed: it takes a kill to see it. */
    COMMIT_EARLY,
    /** A record loses a header on its way to the retry topic. */
    LOSE_HEADER,
    /** Two bytes of a dead letter change places. */
    SWAP_BYTES;

    static final List<String> NAMES =
            Arrays.stream(values()).map(Sabotage::text).toList();

    /** As an option is written. */
    String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static Optional<Sabotage> of(String text) {
        return Arrays.stream(values()).filter(one -> one.text().equals(text)).findFirst();
    }
}
