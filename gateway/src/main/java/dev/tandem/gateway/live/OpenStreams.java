package dev.tandem.gateway.live;

import dev.tandem.kit.http.Problems;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The streams that are open here, so many for each user and no more. They end after a quarter of an hour, so that tokens are
 * looked at again, and all when this instance ends. Safe for use by many threads.
 */
public final class OpenStreams {

    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final int perUser;
    private final int most;
    private final Map<String, Integer> counts = new ConcurrentHashMap<>();
    private final Set<Runnable> endings = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    public OpenStreams(int perUser, int most) {
        this.perUser = perUser;
        this.most = most;
    }

    /**
     * Takes a place.
     *
     * @param end ends the stream; called on any thread when this instance ends
     * @return to be closed when the stream is over
     * @throws dev.tandem.kit.http.ProblemException when there is no place: 429 for the user, 503 for anybody
     */
    public Changes.Registration open(String userId, Runnable end) {
        if (closed || endings.size() >= most) {
            throw Problems.unavailable("No more streams can be opened here now; try again.", 2)
                    .asException();
        }
        int present = counts.merge(userId, 1, Integer::sum);
        endings.add(end);
        if (closed) {
            end.run();
        }
        Changes.Registration place = () -> {
            if (endings.remove(end)) {
                counts.computeIfPresent(userId, (same, count) -> count == 1 ? null : count - 1);
            }
        };
        if (present > perUser) {
            place.close();
            throw Problems.tooManyRequests(
                            "You have " + perUser + " streams open, and no more are allowed. Close one of them.", 5)
                    .asException();
        }
        return place;
    }

    /** After it a client has to come again; not the same for all, or those that came together would come together again. */
    public static Duration lifetime() {
        return LONGEST.minusMillis(ThreadLocalRandom.current().nextLong(LONGEST.toMillis() / 5));
    }

    public int count() {
        return endings.size();
    }

    /** Ends all, and opens no more. */
    public void close() {
        closed = true;
        endings.forEach(Runnable::run);
    }
}
