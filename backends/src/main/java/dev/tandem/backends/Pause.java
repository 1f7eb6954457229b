package dev.tandem.backends;

/** Waits without checked exceptions: an interrupt sets the thread's flag again and throws {@link IllegalStateException}. */
final class Pause {

    private Pause() {}

    static void millis(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    /** Waits for the process to end and returns its exit code; an interrupt kills the process. */
    static int until(Process process) {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            throw interrupted(e);
        }
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("Interrupted while waiting for a back end", e);
    }
}
