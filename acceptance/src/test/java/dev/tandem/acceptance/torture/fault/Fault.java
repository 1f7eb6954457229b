package dev.tandem.acceptance.torture.fault;

import dev.tandem.acceptance.torture.check.DeadLetters;
import dev.tandem.acceptance.torture.check.EventLog;
import dev.tandem.acceptance.torture.check.Rabbit;
import dev.tandem.acceptance.torture.load.Load;
import dev.tandem.acceptance.torture.system.Instance;
import dev.tandem.acceptance.torture.system.SeparateProcesses;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * A fault that is injected into the system for a while.
 *
 * @param touches parts of the system; two faults that share one are not injected together
 * @param length draws how long the fault lasts
 * @param action injects the fault, and returns when it is over
 */
public record Fault(String name, Set<String> touches, Length length, Action action) {

    static final String BROKER = "broker";
    static final String POSTGRES = "postgres";
    static final String TO_BROKER = "connections to broker";
    static final String TO_POSTGRES = "connections to postgres";
    static final Length SECONDS = random -> Duration.ofMillis(500 + random.nextInt(10_000));

    /** One of seconds. */
    static Fault of(String name, String touches, Action action) {
        return new Fault(name, Set.of(touches), SECONDS, action);
    }

    /** One that always lasts so long. */
    static Fault of(String name, Set<String> touches, Duration length, Action action) {
        return new Fault(name, touches, random -> length, action);
    }

    /** Draws the length of a fault. */
    @FunctionalInterface
    public interface Length {
        Duration drawn(Random random);
    }

    /** Strikes the system with a fault. */
    @FunctionalInterface
    public interface Action {
        void inject(Target target, Random random, Duration length);
    }

    /** Victims of a fault, and what the fault needs to reach them. */
    public record Target(SeparateProcesses system, Load load, Rabbit rabbit, EventLog log, DeadLetters letters) {

        /** One instance of that service. */
        Instance any(String service, Random random) {
            List<Instance> instances = system.instances(service);
            return instances.get(random.nextInt(instances.size()));
        }
    }
}
