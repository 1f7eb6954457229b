package dev.tandem.backends;

import java.util.concurrent.CountDownLatch;

/** The program of a JVM that takes a port, prints it, and does not listen there. */
final class TakesPort {

    private TakesPort() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws InterruptedException {
        System.out.println(Ports.free());
        new CountDownLatch(1).await();
    }
}
