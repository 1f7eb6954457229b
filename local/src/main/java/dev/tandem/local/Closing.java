package dev.tandem.local;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/** Closes resources, the last one first. If one fails, that is told and the others are closed all the same. Thread-safe. */
public final class Closing implements AutoCloseable {

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Consumer<Exception> failed;

    /** @param failed is told why a resource could not be closed */
    public Closing(Consumer<Exception> failed) {
        this.failed = failed;
    }

    public synchronized <T extends AutoCloseable> T add(T opened) {
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
                failed.accept(e);
            }
        }
    }
}
