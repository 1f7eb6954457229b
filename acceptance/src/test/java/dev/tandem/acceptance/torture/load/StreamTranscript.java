package dev.tandem.acceptance.torture.load;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Collects what one user received from a stream, or read from the inbox because the stream may have missed something. */
public final class StreamTranscript {

    private final Set<String> notifications = ConcurrentHashMap.newKeySet();
    private final Set<String> ends = ConcurrentHashMap.newKeySet();
    private final Set<Submission> askedAfter = ConcurrentHashMap.newKeySet();
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicInteger breaks = new AtomicInteger();

    /** Their ids. */
    public Set<String> notifications() {
        return notifications;
    }

    /** The ids of operations that were told to be done. */
    public Set<String> ends() {
        return ends;
    }

    /** Whether the user has to ask what became of it, because it was asked for before the stream began to tell. */
    public boolean hasToAskAfter(Submission submission) {
        return askedAfter.contains(submission);
    }

    void asksAfter(Collection<Submission> submissions) {
        askedAfter.addAll(submissions);
    }

    /** How many events there were, those of a repetition too. */
    public int events() {
        return events.get();
    }

    /** How often the stream was opened again. */
    public int breaks() {
        return breaks.get();
    }

    void event() {
        events.incrementAndGet();
    }

    void broken() {
        breaks.incrementAndGet();
    }
}
