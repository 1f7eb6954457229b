package dev.tandem.local.service;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/** Polls a service until it is ready. */
final class Readiness {

    private static final Duration PAUSE = Duration.ofMillis(25);

    private Readiness() {}

    static void await(URI service, Duration patience) throws TimeoutException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!isReady(service)) {
            if (System.nanoTime() > deadline || Thread.currentThread().isInterrupted()) {
                throw new TimeoutException("it was not ready within " + patience.toSeconds() + " s");
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    private static boolean isReady(URI service) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) service.resolve("/health/ready").toURL().openConnection();
            connection.setConnectTimeout(2_000);
            connection.setReadTimeout(5_000);
            return connection.getResponseCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }
}
