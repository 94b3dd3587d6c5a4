package dev.holdfast.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** The temporary directory of one cluster, with a directory for each node. */
record ClusterDirectory(Path root) {
    static ClusterDirectory create() {
        try {
            return new ClusterDirectory(Files.createTempDirectory("holdfast-kafka-"));
        } catch (IOException e) {
            throw new ClusterException("No temporary directory can be created for the brokers", e);
        }
    }

    Path node(int node) {
        Path directory = root.resolve("broker-" + node);
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new ClusterException("The directory " + directory + " can't be created", e);
        }
    }

    void delete() {
        try {
            deleteTree(root);
        } catch (IOException e) {
            throw new UncheckedIOException("The directory " + root + " can't be deleted", e);
        }
    }

    private static void deleteTree(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
                    throws IOException {
                Files.deleteIfExists(directory);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
