package dev.holdfast.examples.measure;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where figures come from.
 *
 * @param processors processors that this process may use
 * @param model the processor's model, "unknown" where the system has no {@code /proc/cpuinfo}
 * @param memoryGiB the machine's memory in GiB
 * @param system operating system and architecture
 * @param java the JVM's version and vendor
 */
public record Machine(int processors, String model, long memoryGiB, String system, String java) {
    private static final Path CPU_INFO = Path.of("/proc/cpuinfo");

    /**
     * The machine of this process.
     *
     * @return what is known of it
     */
    public static Machine here() {
        long memory =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                processorModel(),
                Math.round(memory / (1024.0 * 1024 * 1024)),
                System.getProperty("os.name") + " " + System.getProperty("os.arch"),
                System.getProperty("java.vm.name") + " " + Runtime.version() + ", "
                        + System.getProperty("java.vendor"));
    }

    private static String processorModel() {
        if (!Files.isReadable(CPU_INFO)) {
            return "unknown";
        }
        try (Stream<String> lines = Files.lines(CPU_INFO)) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%d processors (%s), %d GiB, %s; %s", processors, model, memoryGiB, system, java);
    }
}
