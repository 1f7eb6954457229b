package dev.tandem.backends;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Installs packages of Debian and Ubuntu without starting their services. */
final class Apt {

    private static final Path EPMD = Path.of("/usr/bin/epmd");
    private static final List<String> UPDATE = List.of("update", "-q");
    private static final List<String> INSTALL =
            List.of("install", "-q", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=120");

    private final Path aptGet;
    private final Path policy;
    private final boolean allowed;

    /** {@code policy} is the file that Debian's package scripts consult before they start a service. */
    Apt(Path aptGet, Path policy, boolean allowed) {
        this.aptGet = aptGet;
        this.policy = policy;
        this.allowed = allowed;
    }

    static Apt ofThisMachine() {
        boolean root = System.getProperty("user.name").equals("root");
        return new Apt(Path.of("/usr/bin/apt-get"), Path.of("/usr/sbin/policy-rc.d"), root);
    }

    boolean isUsable() {
        return allowed && Files.isExecutable(aptGet);
    }

    /** Installs the package, or throws. Starts and enables nothing. */
    void install(String name) {
        System.err.println("Installing " + name + " through apt-get, without its service; this happens once.");
        boolean epmdWasThere = Files.exists(EPMD);
        boolean denying = denyServices();
        try {
            run(UPDATE);
            run(concat(INSTALL, List.of(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            if (denying) {
                allowServices();
            }
        }
        disable(epmdWasThere ? List.of(name + ".service") : List.of(name + ".service", "epmd.service", "epmd.socket"));
    }

    private boolean denyServices() {
        try {
            if (Files.exists(policy)) {
                return false;
            }
            Files.createFile(
                    policy, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            Files.writeString(policy, "#!/bin/sh\nexit 101\n");
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void allowServices() {
        try {
            Files.deleteIfExists(policy);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void run(List<String> arguments) throws IOException {
        Path log = Files.createTempFile("apt-", ".log");
        ProcessBuilder builder = new ProcessBuilder(concat(List.of(aptGet.toString()), arguments))
                .redirectErrorStream(true)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(log.toFile());
        Environment.apply(builder, Map.of("DEBIAN_FRONTEND", "noninteractive"));
        if (Pause.until(builder.start()) != 0) {
            throw new BackendUnavailable("apt-get " + arguments.get(0) + " failed; its output is in " + log + ".");
        }
        Files.delete(log);
    }

    private static void disable(List<String> units) {
        if (!Files.isExecutable(Path.of("/usr/bin/systemctl"))) {
            return;
        }
        try {
            Process systemctl = new ProcessBuilder(concat(List.of("systemctl", "disable", "-q"), units))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Pause.until(systemctl);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> concat(List<String> first, List<String> second) {
        return Stream.concat(first.stream(), second.stream()).toList();
    }
}
