package dev.tandem.messaging.hint;

import java.util.Collection;

/** Receives the hints of all changes. Called on any thread; must not block or occupy the thread. */
public interface HintListener {

    /** Called once for a transaction, or a part of one, that has changed something. */
    void told(Collection<String> subjects);

    /** Called when hints may have been missed: anything may have changed. */
    void missed();
}
