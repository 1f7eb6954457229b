package dev.tandem.acceptance.torture.fault;

import dev.tandem.acceptance.torture.system.Pause;
import dev.tandem.acceptance.torture.system.SmallDisk;
import dev.tandem.contracts.TandemService;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Fills the disk of a back end, if the back end can have a disk of its own.
 *
 * <p>PostgreSQL gets no free page. When there is room again it is restarted, and what was given up meanwhile is replayed, as
 * an operator would: while small transactions still find room, the database works, and a large one counts as failing by
 * itself. RabbitMQ keeps a reserve, at which it blocks publishers; without the reserve it would lose streams.
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
