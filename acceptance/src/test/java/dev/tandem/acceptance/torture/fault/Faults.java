package dev.tandem.acceptance.torture.fault;

import java.util.ArrayList;
import java.util.List;

/** Every fault there is. */
public final class Faults {

    private static final List<Fault> ALL = collect();

    private Faults() {}

    public static List<Fault> all() {
        return ALL;
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
        return List.copyOf(all);
    }
}
