package dev.tandem.acceptance.torture.fault;

import dev.tandem.acceptance.torture.system.SmallDisk;
import dev.tandem.acceptance.torture.system.WrongClock;
import java.util.ArrayList;
import java.util.List;

/** Lists all faults that are possible on this machine. */
public final class Faults {

    private static final List<Fault> ALL = collect();

    private Faults() {}

    public static List<Fault> all() {
        return ALL;
    }

    /** In a sentence each, what there cannot be here, and why. */
    public static List<String> missing() {
        List<String> missing = new ArrayList<>();
        if (!WrongClock.isPossible()) {
            missing.add("wrong-clock-*: as root, apt-get install faketime");
        }
        if (!SmallDisk.isPossible()) {
            missing.add("full-disk-*: run it as root, or where user namespaces are allowed");
        }
        return missing;
    }

    /** The fault of that name. */
    public static Fault named(String name) {
        return ALL.stream()
                .filter(fault -> fault.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no fault " + name));
    }

    private static List<Fault> collect() {
        List<Fault> all = new ArrayList<>();
        all.addAll(ProcessFaults.all());
        all.addAll(ConnectionFaults.all());
        all.addAll(MessageFaults.all());
        all.addAll(TableFaults.all());
        all.addAll(HostFaults.all());
        all.addAll(DiskFaults.all());
        return List.copyOf(all);
    }
}
