package dev.tandem.backends;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** The program of a JVM that the tests end in one way or another. */
final class StartsAndWaits {

    static final String DATA = "DATA_OF_THE_TEST";
    static final String READY = "ready";

    private StartsAndWaits() {}

    @SuppressWarnings("SystemOut")
    public static void main(String[] arguments) throws InterruptedException {
        Backends.builder()
                .data(Path.of(System.getenv(DATA)))
                .definitions(TestDefinitions.file())
                .start();
        System.out.println(READY);
        new CountDownLatch(1).await();
    }
}
