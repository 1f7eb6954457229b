package dev.tandem.messaging;

import java.util.HashSet;
import java.util.Set;

/**
 * What does not work at present, as the log was told of it: each cause is news once, until it works again. So an outage costs
 * the log a line when it begins and one when it is over, however often it is tried in between. May be used on any thread.
 */
public final class Trouble {

    /** A cause that is told in ever other words is not told for ever. */
    private static final int MOST_CAUSES = 10;

    private final Set<String> told = new HashSet<>();

    /** Whether the log does not know of it yet; from now on it does. */
    public boolean isNew(Throwable cause) {
        return isNew(String.valueOf(cause.getMessage()));
    }

    /** The same, of a cause in words. */
    public synchronized boolean isNew(String cause) {
        return told.size() < MOST_CAUSES && told.add(cause);
    }

    /** It works. Returns whether it did not, so that the log has to be told. */
    public synchronized boolean ended() {
        boolean there = !told.isEmpty();
        told.clear();
        return there;
    }
}
