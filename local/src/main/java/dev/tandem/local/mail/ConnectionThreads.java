package dev.tandem.local.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/** Makes the threads of connections and remembers those that have not ended. */
final class ConnectionThreads implements ThreadFactory {

    private final List<Thread> threads = new ArrayList<>();
    private int made;

    @Override
    public synchronized Thread newThread(Runnable work) {
        threads.removeIf(thread -> thread.getState() == Thread.State.TERMINATED);
        made++;
        Thread thread = new Thread(work, "mail-catcher-" + made);
        thread.setDaemon(true);
        threads.add(thread);
        return thread;
    }

    /** Waits until the threads have ended, which is shortly after their pool counts as terminated. */
    synchronized void join() {
        try {
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
