package dev.holdfast.embeddedregistry;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * How the server is started.
 *
 * @param port where it listens, on loopback only
 * @param directory its data and its log
 */
record ServerLaunch(int port, Path directory) {
    private static final String API = "/apis/ccompat/v7";
    private static final int MEGABYTES = 256;

    URI api() {
        return URI.create("http://127.0.0.1:" + port + API);
    }

    Path log() {
        return directory.resolve("registry.log");
    }

    ProcessBuilder command() {
        Path own = ownClasses();
        Path jar = serverJar(own);
        ProcessBuilder command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + MEGABYTES + "m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        RegistryProcess.class.getName(),
                        jar.toString(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        command.environment().putAll(settings());
        command.environment().put("CLASSPATH", own + File.pathSeparator + jar);
        return command;
    }

    private Map<String, String> settings() {
        return Map.of(
                "QUARKUS_HTTP_HOST",
                "127.0.0.1",
                "QUARKUS_HTTP_PORT",
                Integer.toString(port),
                "QUARKUS_LOG_LEVEL",
                "WARN",
                // In files, and written at once, so that a killed server knows its schemas when it comes back.
                "REGISTRY_DATASOURCE_URL",
                "jdbc:h2:file:" + directory.resolve("registry") + ";WRITE_DELAY=0");
    }

    private static Path ownClasses() {
        try {
            return Path.of(SchemaRegistryServer.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new RegistryServerException("the place of the class can't be told", e);
        }
    }

    /** Beside this module's classes or jar, where the build has unpacked it. */
    private static Path serverJar(Path own) {
        Path unpacked = own.resolveSibling("registry-server");
        if (!Files.isDirectory(unpacked)) {
            throw new RegistryServerException(
                    "There is no registry in " + unpacked
                            + ": build with Maven, which unpacks it there (mvn process-resources -pl framework/embedded-registry)",
                    null);
        }
        try (Stream<Path> files = Files.list(unpacked)) {
            List<Path> jars = files.filter(file -> file.toString().endsWith("-runner.jar"))
                    .toList();
            if (jars.size() != 1) {
                throw new RegistryServerException(
                        unpacked + " should hold one registry, not " + jars.size() + ": delete it and build again",
                        null);
            }
            return jars.get(0);
        } catch (IOException e) {
            throw new RegistryServerException(unpacked + " can't be read", e);
        }
    }
}
