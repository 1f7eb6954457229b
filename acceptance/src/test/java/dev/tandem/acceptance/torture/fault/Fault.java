package dev.tandem.acceptance.torture.fault;

import dev.tandem.acceptance.torture.check.DeadLetters;
import dev.tandem.acceptance.torture.check.EventLog;
import dev.tandem.acceptance.torture.check.Rabbit;
import dev.tandem.acceptance.torture.load.Load;
import dev.tandem.acceptance.torture.system.SeparateProcesses;
import java.time.Duration;
import java.util.Random;
import java.util.Set;

/**
 * Something that happens to the system for a while.
 *
 * @param touches what two faults cannot be done to at once
 * @param blow returns when it is over
 */
public record Fault(String name, Set<String> touches, Blow blow) {

    static final String BROKER = "broker";
    static final String POSTGRES = "postgres";

    static Fault of(String name, String touches, Blow blow) {
        return new Fault(name, Set.of(touches), blow);
    }

    /** What is done. */
    @FunctionalInterface
    public interface Blow {
        void strike(Target target, Random random, Duration length);
    }

    /** To whom. */
    public record Target(SeparateProcesses system, Load load, Rabbit rabbit, EventLog log, DeadLetters letters) {}
}
