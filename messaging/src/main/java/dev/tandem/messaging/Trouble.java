package dev.tandem.messaging;

import java.util.HashSet;
import java.util.Set;
import org.slf4j.Logger;

/**
 * Remembers which present failures have been logged: each cause is logged once until things work again. So an outage costs the log
 * one line when it begins and one when it ends, however often the work is retried in between. Thread-safe.
 */
public final class Trouble {

    /** Stops the logging of a failure whose wording keeps changing. */
    private static final int MOST_CAUSES = 10;

    private final Set<String> told = new HashSet<>();

    /** Whether this cause has not been logged yet; marks it as logged. */
    public boolean isNew(Throwable cause) {
        return isNew(String.valueOf(cause.getMessage()));
    }

    /** Does the same for a cause given as text. */
    public synchronized boolean isNew(String cause) {
        return told.size() < MOST_CAUSES && told.add(cause);
    }

    /** Warns of the failure unless its cause has been logged; the sentence has a place for the cause. */
    public void warn(Logger log, String sentence, Throwable why) {
        if (isNew(why)) {
            log.warn(sentence, why.getMessage());
        }
    }

    /** Notes that things work again. Returns whether they did not before, so that the end has to be logged. */
    public synchronized boolean ended() {
        boolean there = !told.isEmpty();
        told.clear();
        return there;
    }
}
