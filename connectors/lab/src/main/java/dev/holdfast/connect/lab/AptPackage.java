package dev.holdfast.connect.lab;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A package of Debian, installed if {@code -Dholdfast.install=true} allows that and this runs as root. */
record AptPackage(String name) {
    static final String INSTALL = "holdfast.install";

    private static final Logger LOG = LoggerFactory.getLogger(AptPackage.class);

    /** Seconds; another build on the machine may be installing, too. */
    private static final String WAIT_FOR_OTHERS = "DPkg::Lock::Timeout=300";

    /**
     * Installs it.
     *
     * @param failure makes an exception of a remark, which may be empty
     */
    void install(Function<String, LabException> failure) {
        if (!Boolean.getBoolean(INSTALL)) {
            throw failure.apply("");
        }
        if (!"root".equals(System.getProperty("user.name"))) {
            throw failure.apply(" (-D" + INSTALL + "=true installs it only as root)");
        }
        LOG.info("Installing {} from the system's packages", name);
        if (!install()) {
            run("apt-get", "update");
            if (!install()) {
                throw failure.apply(" (apt-get could not install it; its output is in the log)");
            }
        }
    }

    /** The remark for a package that is there and does not have what was looked for. */
    String withoutIt(String what) {
        return " (the package " + name + " is there, but not the " + what + ")";
    }

    private boolean install() {
        return run("apt-get", "-o", WAIT_FOR_OTHERS, "install", "-y", "--no-install-recommends", name);
    }

    /** Runs a command of the package system; services that packages bring must not start. */
    private static boolean run(String... command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
        builder.environment().put("RUNLEVEL", "1");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            List<String> output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            boolean succeeded = process.waitFor() == 0;
            if (!succeeded) {
                LOG.warn("{} failed:\n{}", String.join(" ", command), String.join("\n", output));
            }
            return succeeded;
        } catch (IOException e) {
            LOG.warn("{} can't be run: {}", String.join(" ", command), e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LabException("Interrupted while running " + command[0], e);
        }
    }
}
