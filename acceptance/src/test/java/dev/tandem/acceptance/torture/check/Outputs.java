package dev.tandem.acceptance.torture.check;

import dev.tandem.acceptance.torture.system.Instance;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads new output of the processes, and finds lines that must not occur. */
public final class Outputs {

    private static final List<String> NEVER = List.of("OutOfMemoryError", "Unhandled exception", "LEAK:");
    private static final String BLOCKED = "has been blocked for";

    private final Map<String, Long> read = new HashMap<>();
    private final Set<String> starting = new HashSet<>();

    /**
     * The lines since the last time that must not be there. An event loop is blocked, rightly, while its process stands
     * still; and one that begins to run, with all others on two cores, may load classes for long before it is ready.
     */
    public List<Violation> broken(List<Instance> instances) {
        List<Violation> broken = new ArrayList<>();
        for (Instance instance : instances) {
            boolean frozen = instance.wasFrozen();
            for (String line : fresh(instance)) {
                if (line.equals(Instance.BEGUN)) {
                    starting.add(instance.name());
                } else if (line.contains(Instance.READY)) {
                    starting.remove(instance.name());
                }
                boolean blocked = line.contains(BLOCKED) && !frozen && !starting.contains(instance.name());
                if (blocked || NEVER.stream().anyMatch(line::contains)) {
                    broken.add(Violation.wrong(instance.name() + " printed: " + line));
                }
            }
            instance.complaints().forEach(complaint -> broken.add(Violation.wrong(complaint)));
        }
        return broken;
    }

    private List<String> fresh(Instance instance) {
        try (RandomAccessFile file = new RandomAccessFile(instance.output().toFile(), "r")) {
            file.seek(read.getOrDefault(instance.name(), 0L));
            byte[] bytes = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(bytes);
            read.put(instance.name(), file.getFilePointer());
            return new String(bytes, StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
