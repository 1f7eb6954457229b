package dev.tandem.local;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.LoggerFactory;

/**
 * What has to be closed, the last first. One that fails is logged, and the rest are closed all the same.
 *
 * <p>It asks for no logger before it needs one: the log is in the data directory, which has to be ours first.
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
