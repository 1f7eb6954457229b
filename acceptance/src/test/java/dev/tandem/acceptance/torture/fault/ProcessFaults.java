package dev.tandem.acceptance.torture.fault;

import dev.tandem.acceptance.torture.system.Instance;
import dev.tandem.acceptance.torture.system.Pause;
import dev.tandem.acceptance.torture.system.Program;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** Kills, stops or freezes processes: one instance of a service, or a back end. */
final class ProcessFaults {

    private static final Duration FROZEN = Duration.ofSeconds(20);
    private static final Duration RESTART_WITHIN = Duration.ofSeconds(120);

    private ProcessFaults() {}

    static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        for (Program program : Program.ALL) {
            String name = program.name();
            faults.add(away("kill-" + name, name, Instance::kill));
            faults.add(away("term-" + name, name, Instance::terminate));
            faults.add(Fault.of("freeze-" + name, Set.of(name), FROZEN, (target, random, length) -> {
                Instance instance = target.any(name, random);
                instance.freeze();
                Pause.of(length);
                instance.thaw();
            }));
        }
        faults.add(Fault.of("kill-broker", Fault.BROKER, (target, random, length) -> {
            target.system().broker().kill();
            Pause.of(length);
            target.system().broker().start();
        }));
        faults.add(Fault.of("term-broker", Fault.BROKER, (target, random, length) -> {
            target.system().broker().stop();
            Pause.of(length);
            target.system().broker().start();
        }));
        faults.add(Fault.of("freeze-broker", Set.of(Fault.BROKER), FROZEN, (target, random, length) -> {
            target.system().broker().freeze();
            Pause.of(length);
            target.system().broker().thaw();
        }));
        faults.add(Fault.of("kill-postgres", Fault.POSTGRES, (target, random, length) -> {
            target.system().postgres().kill();
            Pause.of(length);
            target.system().postgres().start();
        }));
        faults.add(Fault.of("term-postgres", Fault.POSTGRES, (target, random, length) -> {
            target.system().postgres().stop();
            Pause.of(length);
            target.system().postgres().start();
        }));
        faults.add(Fault.of("freeze-postgres", Set.of(Fault.POSTGRES), FROZEN, (target, random, length) -> {
            target.system().postgres().freeze();
            Pause.of(length);
            target.system().postgres().thaw();
        }));
        return faults;
    }

    private static Fault away(String fault, String service, Consumer<Instance> end) {
        return Fault.of(fault, service, (target, random, length) -> {
            Instance instance = target.any(service, random);
            end.accept(instance);
            Pause.of(length);
            instance.awaitReady(RESTART_WITHIN);
        });
    }
}
