package dev.tandem.acceptance.torture.fault;

import dev.tandem.acceptance.torture.system.Pause;
import dev.tandem.acceptance.torture.system.SmallDisk;
import dev.tandem.contracts.TandemService;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * A back end whose disk is full, where it can have one of its own. PostgreSQL has not a page left, and is started anew when there is room
 * again, as its operator does, who also replays what was given up: where small transactions still have room, the database works, and a
 * large one counts as failing by itself. RabbitMQ has a reserve, at which it takes nothing more from publishers; without one it would lose streams.
 */
final class DiskFaults {

    /** Half of what the private broker wants to keep free. */
    private static final long RESERVE = 100_000_000;

    /** The broker looks every ten seconds. */
    private static final Duration NOTICED_AND_FELT = Duration.ofSeconds(16);

    private DiskFaults() {}

    static List<Fault> all() {
        if (!SmallDisk.isPossible()) {
            return List.of();
        }
        return List.of(
                Fault.of("full-disk-postgres", Fault.POSTGRES, (target, random, length) -> {
                    SmallDisk disk = target.system().postgresDisk().orElseThrow();
                    disk.fillBut(0);
                    Pause.of(length);
                    disk.free();
                    target.system().postgres().kill();
                    target.system().postgres().start();
                    TandemService.consumedQueues().forEach(target.letters()::mended);
                }),
                Fault.of("full-disk-broker", Set.of(Fault.BROKER), NOTICED_AND_FELT, (target, random, length) -> {
                    SmallDisk disk = target.system().brokerDisk().orElseThrow();
                    disk.fillBut(RESERVE);
                    Pause.of(length);
                    disk.free();
                }));
    }
}
