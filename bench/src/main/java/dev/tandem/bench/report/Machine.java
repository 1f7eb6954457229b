package dev.tandem.bench.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The machine on which a measurement was made. Values that cannot be found are {@code unknown}. */
public record Machine(int cores, String cpu, String memory, String system, String java) {

    private static final String UNKNOWN = "unknown";

    /** The present machine. */
    public static Machine here() {
        return new Machine(
                Runtime.getRuntime().availableProcessors(),
                find("/proc/cpuinfo", "model name\\s*: (.+)"),
                memory(find("/proc/meminfo", "MemTotal:\\s*(\\d+) kB")),
                find("/etc/os-release", "PRETTY_NAME=\"?([^\"\\n]+)") + ", " + System.getProperty("os.name") + " "
                        + System.getProperty("os.version"),
                System.getProperty("java.runtime.version"));
    }

    String describe() {
        return cores + " cores of " + cpu + ", memory " + memory + ", " + system + ", Java " + java;
    }

    private static String memory(String kilobytes) {
        return kilobytes.equals(UNKNOWN)
                ? UNKNOWN
                : String.format(Locale.ROOT, "%.1f GB", Long.parseLong(kilobytes) / 1_048_576.0);
    }

    private static String find(String file, String pattern) {
        try {
            Matcher found = Pattern.compile(pattern).matcher(Files.readString(Path.of(file)));
            return found.find() ? found.group(1).strip() : UNKNOWN;
        } catch (IOException notHere) {
            return UNKNOWN;
        }
    }
}
