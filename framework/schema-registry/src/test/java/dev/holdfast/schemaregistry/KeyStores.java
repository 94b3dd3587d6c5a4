package dev.holdfast.schemaregistry;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** Certificates that sign themselves, made by the JDK's keytool. */
final class KeyStores {
    static final String PASSWORD = "open-sesame";

    private final Path folder;

    KeyStores(Path folder) {
        this.folder = folder;
    }

    /** A key with a certificate for a name, such as {@code ip:127.0.0.1}. */
    Path key(String name, String subject) throws Exception {
        Path store = folder.resolve(name + ".p12");
        keytool(
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=" + subject,
                "-keystore",
                store.toString());
        return store;
    }

    /** What trusts a key's certificate. */
    Path trusting(String name) throws Exception {
        Path store = folder.resolve("trusts-" + name + ".p12");
        Path certificate = pem(name);
        keytool(
                "-importcert",
                "-noprompt",
                "-alias",
                name,
                "-file",
                certificate.toString(),
                "-keystore",
                store.toString());
        return store;
    }

    /** A key's certificate as text. */
    Path pem(String name) throws Exception {
        Path certificate = folder.resolve(name + ".pem");
        keytool(
                "-exportcert",
                "-rfc",
                "-alias",
                name,
                "-file",
                certificate.toString(),
                "-keystore",
                folder.resolve(name + ".p12").toString());
        return certificate;
    }

    /** A server's side. */
    static SSLContext server(Path key, Path trusted) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(load(key), PASSWORD.toCharArray());
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(load(trusted));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore load(Path file) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD.toCharArray());
        }
        return store;
    }

    private void keytool(String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("-storetype", "PKCS12", "-storepass", PASSWORD));
        Path log = folder.resolve("keytool.log");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool failed: " + Files.readString(log));
        }
    }
}
