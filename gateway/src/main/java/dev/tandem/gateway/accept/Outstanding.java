package dev.tandem.gateway.accept;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.tandem.kit.http.Problems;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * How many of each workspace's operations, accepted here, are under way: a bound to what one can pile up while what it waits
 * for is away. One that waits for an operator does not count, nor one that has been under way for an hour. Safe for use by
 * many threads.
 */
public final class Outstanding {

    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final int most;
    private final Map<UUID, Integer> counts = new ConcurrentHashMap<>();
    private final Cache<UUID, UUID> workspaces;

    /** @param most of one workspace */
    public Outstanding(int most) {
        this.most = most;
        this.workspaces = Caffeine.newBuilder()
                .expireAfterWrite(REMEMBERED)
                .executor(Runnable::run)
                .removalListener(
                        (@Nullable UUID operation, @Nullable UUID workspace, RemovalCause cause) -> forget(workspace))
                .build();
    }

    /** @throws dev.tandem.kit.http.ProblemException 429 when the workspace has too many under way */
    void check(UUID workspace) {
        if (counts.getOrDefault(workspace, 0) >= most) {
            throw Problems.tooManyRequests(
                            "The workspace has " + most + " changes under way. Wait until some of them are done.", 2)
                    .asException();
        }
    }

    void begun(UUID operation, UUID workspace) {
        counts.merge(workspace, 1, Integer::sum);
        workspaces.put(operation, workspace);
    }

    /** It has ended or waits for an operator; of no consequence for one that was accepted elsewhere. */
    public void settled(UUID operation) {
        workspaces.invalidate(operation);
    }

    /** How many are under way in all. */
    public long count() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    private void forget(@Nullable UUID workspace) {
        if (workspace != null) {
            counts.computeIfPresent(workspace, (same, count) -> count == 1 ? null : count - 1);
        }
    }
}
