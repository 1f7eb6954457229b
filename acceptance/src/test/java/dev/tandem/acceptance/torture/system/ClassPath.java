package dev.tandem.acceptance.torture.system;

import java.io.File;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Class path on which the services run: that of these tests, without the tests. */
final class ClassPath {

    private ClassPath() {}

    static String ofServices() {
        String whole = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Arrays.stream(whole.split(File.pathSeparator, -1))
                .filter(entry -> !entry.endsWith("test-classes") && !entry.endsWith("-tests.jar"))
                .collect(Collectors.joining(File.pathSeparator));
    }
}
