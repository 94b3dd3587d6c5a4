package dev.holdfast.retry.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What failures of one kind have in common: a hash of the classes of the exception and its causes and of the methods on
 * top of the stack. It leaves out what changes from build to build or from JVM to JVM: line numbers, and the numbers in
 * the names of lambdas, proxies and other generated classes.
 */
final class Fingerprint {
    private static final int FRAMES = 5;
    private static final int BYTES = 8;
    private static final Pattern GENERATED = Pattern.compile("(\\$\\$|/0x|\\$Proxy).*$");
    private static final Pattern LAMBDA = Pattern.compile("\\$\\d+$");
    private static final Pattern DIGITS = Pattern.compile("\\d+");
    private static final List<String> REFLECTION = List.of("java.lang.reflect.", "java.lang.invoke.", "jdk.internal.");

    private Fingerprint() {}

    static String of(Throwable thrown) {
        List<Throwable> all = Causes.of(thrown);
        String classes =
                all.stream().map(one -> stable(one.getClass().getName())).collect(Collectors.joining("\n"));
        String frames = Arrays.stream(thrown.getStackTrace())
                .filter(frame -> REFLECTION.stream().noneMatch(frame.getClassName()::startsWith))
                .limit(FRAMES)
                .map(frame -> stable(frame.getClassName()) + "#" + withoutNumber(frame.getMethodName()))
                .collect(Collectors.joining("\n"));
        return hash(classes + "\n\n" + frames);
    }

    /** Of a failure without an exception: its text but for the numbers in it. */
    static String of(String reason, String message) {
        return hash(reason + "\n\n" + DIGITS.matcher(message).replaceAll("#"));
    }

    /** Most names have nothing to leave out, and looking for one character is much cheaper than for a pattern. */
    private static String stable(String className) {
        return className.indexOf('$') < 0 && className.indexOf('/') < 0
                ? className
                : withoutNumber(GENERATED.matcher(className).replaceAll(""));
    }

    private static String withoutNumber(String name) {
        return name.indexOf('$') < 0 ? name : LAMBDA.matcher(name).replaceAll("");
    }

    private static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
