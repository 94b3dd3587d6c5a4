package dev.holdfast.deadletter.internal;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.stream.Collectors;

/** What failures of one kind have in common, where whoever wrote the dead letter did not say it. */
public final class Fingerprint {
    private static final int FRAMES = 5;
    private static final int BYTES = 8;

    private Fingerprint() {}

    /**
     * Computes it from the exception's class and the top frames without their line numbers, so that it survives a change
     * elsewhere in a file.
     *
     * @param exceptionClass the class's name
     * @param stackTrace the stack trace as text; empty if there is none
     * @return 16 hexadecimal digits
     */
    public static String of(String exceptionClass, String stackTrace) {
        String frames = stackTrace
                .lines()
                .map(String::strip)
                .filter(line -> line.startsWith("at "))
                .limit(FRAMES)
                .map(line -> line.indexOf('(') < 0 ? line : line.substring(0, line.indexOf('(')))
                .collect(Collectors.joining("\n", exceptionClass + "\n", ""));
        byte[] hash = Digest.algorithm().digest(frames.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash, 0, BYTES);
    }
}
