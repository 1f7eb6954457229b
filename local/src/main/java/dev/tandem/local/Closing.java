package dev.tandem.local;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.LoggerFactory;

/**
 * Closes resources, the last one first. If one fails, it is logged and the others are closed all the same.
 *
 * <p>Requests its logger only when needed: the log is in the data directory, which this process must own first.
 */
final class Closing implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T add(T opened) {
        open.push(opened);
        return opened;
    }

    @Override
    public synchronized void close() {
        while (!open.isEmpty()) {
            AutoCloseable last = open.pop();
            try {
                last.close();
            } catch (Exception e) {
                LoggerFactory.getLogger(Closing.class).warn("Something could not be closed", e);
            }
        }
    }
}
