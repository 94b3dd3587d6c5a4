package dev.holdfast.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Where the modules' classes and source files are, from the directory of this module. */
final class Sources {
    private static final Path ROOT = Path.of("..", "..");

    private Sources() {}

    /** The directories of the modules that users get. */
    static List<Path> modules() {
        return Stream.of(ROOT.resolve("framework"), ROOT)
                .flatMap(Sources::children)
                .filter(module -> Files.isDirectory(module.resolve("src/main/java")))
                .filter(module -> !module.endsWith("examples"))
                .toList();
    }

    /** The directories with compiled classes. */
    static List<Path> classes() {
        return modules().stream()
                .map(module -> module.resolve("target/classes"))
                .toList();
    }

    /** All source files that are not tests. */
    static List<Path> files() {
        return modules().stream()
                .map(module -> module.resolve("src/main/java"))
                .flatMap(Sources::below)
                .filter(file -> file.toString().endsWith(".java"))
                .toList();
    }

    /** How many lines a file has. */
    static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> children(Path directory) {
        try (Stream<Path> children = Files.list(directory)) {
            return children.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> below(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
