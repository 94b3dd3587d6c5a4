package dev.holdfast.codec;

import java.util.Optional;

/** The codecs that core brings. */
public final class Codecs {
    private Codecs() {}

    /**
     * Codecs for the types that Kafka's own serdes cover.
     *
     * @return the factory; always asked first
     */
    public static CodecFactory kafkaTypes() {
        return (type, part) -> Optional.empty();
    }
}
