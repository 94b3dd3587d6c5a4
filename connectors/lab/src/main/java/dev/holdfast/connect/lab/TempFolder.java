package dev.holdfast.connect.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Temporary directories. */
public final class TempFolder {
    private TempFolder() {}

    /**
     * Creates one.
     *
     * @param name a part of its name
     * @return the directory
     */
    public static Path create(String name) {
        try {
            return Files.createTempDirectory("holdfast-" + name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary directory can be created for " + name, e);
        }
    }

    /**
     * Deletes a directory with everything in it; what is gone already is no failure.
     *
     * @param folder the directory
     */
    public static void delete(Path folder) {
        try (Stream<Path> tree = Files.walk(folder)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (NoSuchFileException gone) {
            return;
        } catch (IOException e) {
            throw new UncheckedIOException("The directory " + folder + " can't be deleted", e);
        }
    }
}
