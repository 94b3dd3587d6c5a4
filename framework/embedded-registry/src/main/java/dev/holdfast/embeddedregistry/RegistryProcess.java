package dev.holdfast.embeddedregistry;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.jar.JarFile;

/**
 * The main class of the server's JVM: runs the server's own main class, and ends at once when its standard input ends,
 * because then its parent is gone.
 */
final class RegistryProcess {
    private static final int ORPHANED = 2;

    private RegistryProcess() {}

    /** Runs the server: arguments are its jar, which is on the class path, and the directory to delete when orphaned. */
    public static void main(String[] arguments) throws Exception {
        Thread parent = new Thread(() -> followParent(new DirectoryTree(Path.of(arguments[1]))), "holdfast-parent");
        parent.setDaemon(true);
        parent.start();
        String main;
        try (JarFile jar = new JarFile(arguments[0])) {
            main = jar.getManifest().getMainAttributes().getValue("Main-Class");
        }
        Class.forName(main).getMethod("main", String[].class).invoke(null, (Object) new String[0]);
    }

    private static void followParent(DirectoryTree data) {
        try (InputStream input = System.in) {
            input.transferTo(OutputStream.nullOutputStream());
            data.delete();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            Runtime.getRuntime().halt(ORPHANED);
        }
    }
}
