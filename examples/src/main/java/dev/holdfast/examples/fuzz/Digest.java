package dev.holdfast.examples.fuzz;

import java.util.Arrays;
import org.apache.kafka.common.header.Header;

/** One number for a list of headers that depends on their names, their values and their order. */
final class Digest {
    private static final int FACTOR = 31;

    private Digest() {}

    static int of(Iterable<Header> headers) {
        int digest = 1;
        for (Header header : headers) {
            digest = FACTOR * digest + header.key().hashCode();
            digest = FACTOR * digest + Arrays.hashCode(header.value());
        }
        return digest;
    }
}
