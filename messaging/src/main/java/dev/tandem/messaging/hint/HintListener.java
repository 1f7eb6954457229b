package dev.tandem.messaging.hint;

import java.util.Collection;

/**
 * Receives the hints of all subjects; see {@link Hints#onAll}. Hints are best-effort notifications without data: one may come
 * twice, and {@link #onPossibleLoss} says when some may have been lost. Called on any thread, event loops included, and concurrently:
 * must not block, compute for long, or throw.
 */
public interface HintListener {

    /** Called after a transaction that changed these subjects has committed; several times if they are many. */
    void onChange(Collection<String> subjects);

    /** Called when hints may have been lost, as after a broken connection: read everything again. */
    void onPossibleLoss();
}
