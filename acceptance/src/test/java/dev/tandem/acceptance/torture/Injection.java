package dev.tandem.acceptance.torture;

import dev.tandem.acceptance.torture.fault.Fault;
import java.time.Duration;
import java.util.Locale;

/** One fault, and when: after so long a time of load, for so long. */
record Injection(Fault fault, Duration after, Duration length, long seed) {

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "%s at %.1f s for %.1f s", fault.name(), after.toMillis() / 1e3, length.toMillis() / 1e3);
    }
}
