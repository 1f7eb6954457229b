package dev.tandem.acceptance.torture.fault;

import dev.tandem.acceptance.torture.check.Outboxes;
import dev.tandem.acceptance.torture.proxy.Mode;
import dev.tandem.acceptance.torture.system.Instance;
import dev.tandem.acceptance.torture.system.Pause;
import dev.tandem.acceptance.torture.system.Program;
import dev.tandem.acceptance.torture.system.WrongClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Faults of one of the two hosts of a service: the host vanishes without closing connections, loses the broker alone, or has
 * a wrong clock. If it vanishes or loses the broker, the other host must publish its outbox meanwhile.
 */
final class HostFaults {

    private static final Duration RESTART_WITHIN = Duration.ofSeconds(120);

    /** From the end of a host until the other has taken over what it held to be published. */
    private static final Duration ADOPTED_WITHIN = Duration.ofSeconds(30);

    private static final Duration CUT_OFF = Duration.ofSeconds(5);
    private static final Duration GLANCE = Duration.ofMillis(200);

    /** Too much for tokens, for ids, or for both; the last is small enough to be borne. */
    private static final List<Duration> LEADS = List.of(
            Duration.ofDays(42),
            Duration.ofDays(-42),
            Duration.ofHours(3),
            Duration.ofHours(-3),
            Duration.ofMinutes(-10),
            Duration.ofSeconds(40));

    /** With a library between it and each look at a clock, a process takes several times longer to start. */
    private static final Duration STARTED_WITHIN = Duration.ofMinutes(5);

    private static final String CLOCK_IS_WRONG = "\"name\":\"clock\",\"status\":\"down\"";

    private static final Duration BORNE = Duration.ofMinutes(1);

    private HostFaults() {}

    static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        for (Program program : Program.ALL) {
            String name = program.name();
            Set<String> touches =
                    Set.of(name, Fault.BROKER, Fault.POSTGRES, Fault.TO_BROKER, Fault.TO_POSTGRES, "table");
            faults.add(Fault.of("vanish-" + name, touches, ADOPTED_WITHIN, (target, random, length) -> {
                Instance instance = target.any(name, random);
                // So that there is something that it holds.
                instance.toBroker().set(Mode.BLACK_HOLE, 0);
                Pause.of(Duration.ofSeconds(1));
                instance.vanish();
                instance.toBroker().set(Mode.PASS, 0);
                awaitAdopted(target, program, instance, ADOPTED_WITHIN);
                instance.awaitReady(RESTART_WITHIN);
            }));
            faults.add(Fault.of("cut-off-" + name, touches, CUT_OFF, (target, random, length) -> {
                Instance instance = target.any(name, random);
                instance.toBroker().set(Mode.CUT_OFF, 0);
                // Meanwhile it goes on accepting.
                Pause.of(length);
                awaitAdopted(target, program, instance, ADOPTED_WITHIN);
                instance.toBroker().set(Mode.PASS, 0);
            }));
            if (WrongClock.isPossible()) {
                faults.add(Fault.of(
                        "wrong-clock-" + name,
                        Set.of(name),
                        Duration.ofSeconds(3),
                        (target, random, length) -> wrongClock(target.any(name, random), random, length)));
            }
        }
        return faults;
    }

    private static void wrongClock(Instance instance, Random random, Duration length) {
        Duration lead = LEADS.get(random.nextInt(LEADS.size()));
        instance.kill();
        instance.startWrongBy(lead);
        boolean started = Pause.until(
                () -> instance.isReady() || instance.readiness().contains(CLOCK_IS_WRONG), GLANCE, STARTED_WITHIN);
        Pause.of(length);
        boolean ready = instance.isReady();
        instance.kill();
        instance.awaitReady(RESTART_WITHIN);
        if (!started) {
            throw new IllegalStateException(
                    instance.name() + " was neither ready nor said why, with a clock that is wrong by " + lead);
        }
        if (ready && lead.abs().compareTo(BORNE) > 0) {
            throw new IllegalStateException(instance.name() + " was ready with a clock that is wrong by " + lead);
        }
    }

    /** @throws IllegalStateException if not all of what is to be published now goes out in time */
    private static void awaitAdopted(Fault.Target target, Program program, Instance instance, Duration patience) {
        Outboxes outboxes = new Outboxes(target.system().postgres());
        Set<String> held = outboxes.ids(program);
        boolean out = Pause.until(
                () -> {
                    held.retainAll(outboxes.ids(program));
                    return held.isEmpty();
                },
                GLANCE,
                patience);
        if (!out) {
            throw new IllegalStateException(held.size() + " messages of " + program.name()
                    + " were not published within " + patience + " of the end of " + instance.name());
        }
    }
}
