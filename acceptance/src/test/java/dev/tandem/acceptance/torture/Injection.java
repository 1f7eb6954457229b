package dev.tandem.acceptance.torture;

import dev.tandem.acceptance.torture.fault.Fault;
import java.time.Duration;
import java.util.Locale;

/** A fault with its times: it begins when the load has lasted for {@code after}, and lasts for {@code length}. */
record Injection(Fault fault, Duration after, Duration length, long seed) {

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%s at %.1f s for %.1f s", fault.name(), after.toMillis() / 1e3, length.toMillis() / 1e3);
    }
}
