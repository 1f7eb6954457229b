package dev.tandem.acceptance.torture.fault;

import dev.tandem.acceptance.torture.proxy.Mode;
import dev.tandem.acceptance.torture.proxy.Proxy;
import dev.tandem.acceptance.torture.system.Instance;
import dev.tandem.acceptance.torture.system.Pause;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Breaks connections to PostgreSQL or RabbitMQ: resets, half-closes, silences, delays, and lost answers to {@code COMMIT}.
 */
final class ConnectionFaults {

    private ConnectionFaults() {}

    static List<Fault> all() {
        List<Fault> faults = new ArrayList<>();
        faults.addAll(to("postgres", Instance::toPostgres));
        faults.addAll(to("broker", Instance::toBroker));
        faults.add(Fault.of(
                "lose-commits",
                Fault.TO_POSTGRES,
                (target, random, length) ->
                        mode(all(target, Instance::toPostgres), Mode.LOSE_COMMITS, random, length)));
        return faults;
    }

    private static List<Fault> to(String server, Function<Instance, Proxy> way) {
        String touches = "connections to " + server;
        return List.of(
                Fault.of(
                        "reset-" + server,
                        touches,
                        (target, random, length) -> again(some(target, way, random), Proxy::reset, random, length)),
                Fault.of(
                        "half-close-" + server,
                        touches,
                        (target, random, length) -> again(some(target, way, random), Proxy::halfClose, random, length)),
                Fault.of("forget-" + server, touches, (target, random, length) -> {
                    some(target, way, random).forEach(Proxy::forget);
                    Pause.of(length);
                }),
                Fault.of(
                        "black-hole-" + server,
                        touches,
                        (target, random, length) -> mode(some(target, way, random), Mode.BLACK_HOLE, random, length)),
                Fault.of(
                        "slow-drip-" + server,
                        touches,
                        (target, random, length) -> mode(some(target, way, random), Mode.SLOW_DRIP, random, length)));
    }

    private static void mode(List<Proxy> proxies, Mode mode, Random random, Duration length) {
        proxies.forEach(proxy -> proxy.set(mode, random.nextLong()));
        Pause.of(length);
        proxies.forEach(proxy -> proxy.set(Mode.PASS, 0));
    }

    private static void again(List<Proxy> proxies, Consumer<Proxy> treatment, Random random, Duration length) {
        long end = System.nanoTime() + length.toNanos();
        while (System.nanoTime() < end) {
            proxies.forEach(treatment);
            Pause.of(Duration.ofMillis(100 + random.nextInt(900)));
        }
    }

    /** That of one instance, or those of all. */
    private static List<Proxy> some(Fault.Target target, Function<Instance, Proxy> way, Random random) {
        List<Proxy> proxies = all(target, way);
        int choice = random.nextInt(proxies.size() + 1);
        return choice == proxies.size() ? proxies : List.of(proxies.get(choice));
    }

    private static List<Proxy> all(Fault.Target target, Function<Instance, Proxy> way) {
        return target.system().instances().stream().map(way).toList();
    }
}
