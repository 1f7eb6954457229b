package dev.tandem.gateway.accept;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import dev.tandem.kit.http.Problems;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * Counts each workspace's operations that were accepted here and are under way, to bound the workspace's backlog while a
 * dependency is down. Operations that wait for an operator, or have been under way for an hour, do not count. Thread-safe.
 */
public final class Outstanding {

    private static final Duration REMEMBERED = Duration.ofHours(1);

    private final int most;
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final Cache<UUID, String> owners;
    private final Queue<Begun> begun = new ConcurrentLinkedQueue<>();
    private final Clock clock;

    private record Begun(UUID operation, Instant at) {}

    /** @param most limit for one workspace */
    public Outstanding(int most) {
        this(most, Clock.systemUTC());
    }

    Outstanding(int most, Clock clock) {
        this.most = most;
        this.clock = clock;
        this.owners = Caffeine.newBuilder()
                .expireAfterWrite(REMEMBERED)
                .executor(Runnable::run)
                .removalListener(
                        (@Nullable UUID operation, @Nullable String whose, RemovalCause cause) -> forget(whose))
                .build();
    }

    /**
     * @param whose the workspace, or the user if there is no workspace yet
     * @throws dev.tandem.kit.http.ProblemException 429 when it has too many operations under way
     */
    void check(String whose) {
        if (isFull(whose)) {
            owners.cleanUp();
        }
        if (isFull(whose)) {
            throw Problems.tooManyRequests(
                            "The workspace has " + most + " changes under way. Wait until some of them are done.", 2)
                    .asException();
        }
    }

    void begun(UUID operation, String whose) {
        counts.merge(whose, 1, Integer::sum);
        owners.put(operation, whose);
        begun.add(new Begun(operation, clock.instant()));
    }

    /** Removes operations that began before that time from the queue, oldest first, and returns those that still count. */
    List<UUID> begunBefore(Instant time, int most) {
        List<UUID> some = new ArrayList<>();
        for (Begun next = begun.peek();
                next != null && next.at().isBefore(time) && some.size() < most;
                next = begun.peek()) {
            begun.remove();
            if (owners.getIfPresent(next.operation()) != null) {
                some.add(next.operation());
            }
        }
        return some;
    }

    /** Puts operations back into the queue, to be checked again later. */
    void stillUnderWay(Collection<UUID> operations, Instant now) {
        operations.forEach(each -> begun.add(new Begun(each, now)));
    }

    /**
     * Stops counting an operation, because it has ended, waits for an operator, or was not accepted after all. Does nothing
     * if another instance accepted it.
     */
    public void settled(UUID operation) {
        owners.invalidate(operation);
    }

    private boolean isFull(String whose) {
        return counts.getOrDefault(whose, 0) >= most;
    }

    private void forget(@Nullable String whose) {
        if (whose != null) {
            counts.computeIfPresent(whose, (same, count) -> count == 1 ? null : count - 1);
        }
    }
}
