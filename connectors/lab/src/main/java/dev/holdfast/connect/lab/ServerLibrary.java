package dev.holdfast.connect.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A shared library that a program of the tests loads: named by an environment variable, else where libraries are, else
 * installed from the system's packages as {@link ServerBinary} is.
 *
 * @param file its file name
 * @param variable the environment variable that may name the file
 * @param aptPackage the Debian package that has it
 */
public record ServerLibrary(String file, String variable, String aptPackage) {
    /** The ZeroMQ that most others are made of. */
    public static final ServerLibrary LIBZMQ = new ServerLibrary("libzmq.so.5", "HOLDFAST_LIBZMQ", "libzmq5");

    private static final List<Path> FOLDERS =
            List.of(Path.of("/usr/local/lib"), Path.of("/usr/lib"), Path.of("/usr/lib64"));

    /**
     * Finds the library.
     *
     * @return the file
     * @throws LabException if it is not there and can't be installed; the message says what to do
     */
    public Path find() {
        String named = System.getenv(variable);
        if (named != null) {
            Path library = Path.of(named);
            if (!Files.isRegularFile(library)) {
                throw new LabException(variable + " names " + named + ", which is no file");
            }
            return library;
        }
        return there().orElseGet(this::installed);
    }

    private Optional<Path> there() {
        return FOLDERS.stream().filter(Files::isDirectory).flatMap(this::in).findFirst();
    }

    /** In a folder, or in those in it, which some systems have for each kind of machine. */
    private Stream<Path> in(Path folder) {
        try (Stream<Path> found = Files.find(
                folder,
                2,
                (path, attributes) -> path.getFileName().toString().equals(file),
                FileVisitOption.FOLLOW_LINKS)) {
            return found.toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException("Libraries can't be looked for in " + folder, e);
        }
    }

    private Path installed() {
        AptPackage debian = new AptPackage(aptPackage);
        debian.install(this::missing);
        return there().orElseThrow(() -> missing(debian.withoutIt("library")));
    }

    private LabException missing(String remark) {
        return new LabException(file + " is not there" + remark + ". Install it (apt-get install " + aptPackage
                + "), or set " + variable + " to its file, or run as root with -D" + AptPackage.INSTALL
                + "=true, or leave these tests out with -DskipServers.");
    }
}
