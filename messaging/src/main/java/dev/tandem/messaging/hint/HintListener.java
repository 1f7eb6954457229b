package dev.tandem.messaging.hint;

import java.util.Collection;

/** Hears of all that changes. Called on any thread; must not block, nor take the thread for its own. */
public interface HintListener {

    /** Something has changed, once for a transaction or a part of it. */
    void told(Collection<String> subjects);

    /** Hints may have been missed: anything may have changed. */
    void missed();
}
