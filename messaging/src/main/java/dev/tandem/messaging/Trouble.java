package dev.tandem.messaging;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;

/**
 * Remembers which causes of a failure have been logged: each is logged once until {@link #ended}. So an outage is one log line
 * for each cause and one for its end, however often the work is retried in between. Thread-safe.
 */
public final class Trouble {

    /** Stops the logging of a failure whose wording keeps changing. */
    private static final int MOST_CAUSES = 10;

    private final Set<String> told = new HashSet<>();

    /**
     * Returns true if this cause has not been logged yet, and marks it as logged; false once {@value #MOST_CAUSES} causes have
     * been logged.
     */
    public boolean isNew(Throwable cause) {
        return isNew(String.valueOf(cause.getMessage()));
    }

    /** Checks and marks a cause given as text, as {@link #isNew(Throwable)} does. */
    public synchronized boolean isNew(String cause) {
        return told.size() < MOST_CAUSES && told.add(cause);
    }

    /** Warns of the failure unless its cause has been logged; the sentence has a place for the cause. */
    public void warn(Logger log, String sentence, Throwable why) {
        if (isNew(why)) {
            log.warn(sentence, why.getMessage());
        }
    }

    /** Notes that the work succeeds again. Returns true if a cause was logged before, so that the end is to be logged, too. */
    public synchronized boolean ended() {
        boolean there = !told.isEmpty();
        told.clear();
        return there;
    }
}
