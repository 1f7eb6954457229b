package dev.tandem.messaging.hint;

import java.util.Collection;

/**
 * Receives a hint after every change, whatever its subject. Called on any thread; must not block or occupy the thread.
 */
public interface HintListener {

    /** Called after a transaction has changed these subjects; more than once if they are many. */
    void told(Collection<String> subjects);

    /** Called when hints may have been missed: anything may have changed. */
    void missed();
}
