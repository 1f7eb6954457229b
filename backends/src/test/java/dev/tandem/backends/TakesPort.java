package dev.tandem.backends;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The program of a JVM that takes a port, the one in the file that it is given or any, prints it, and does not listen there. */
final class TakesPort {

    private TakesPort() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws InterruptedException {
        System.out.println(arguments.length == 0 ? Ports.free() : Ports.remembered(Path.of(arguments[0])));
        new CountDownLatch(1).await();
    }
}
