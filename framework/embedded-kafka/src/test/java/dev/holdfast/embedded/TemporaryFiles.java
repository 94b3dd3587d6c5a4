package dev.holdfast.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is in this test's temporary directory now, to see later what was left behind. */
record TemporaryFiles(Set<Path> before) {
    static TemporaryFiles now() {
        return new TemporaryFiles(list());
    }

    Set<Path> added() {
        Set<Path> files = list();
        files.removeAll(before);
        return files;
    }

    static void delete(Path tree) {
        new ClusterDirectory(tree).delete();
    }

    private static Set<Path> list() {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("holdfast-kafka-"))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
