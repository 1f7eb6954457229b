package dev.tandem.kit.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.core.PropertyDefinerBase;

/** The level of {@code LOG_LEVEL}, INFO without; for {@code define} in a Logback configuration. */
public final class LogLevel extends PropertyDefinerBase {

    /** A value that is no level is refused when the service starts; until then it counts as missing. */
    @Override
    public String getPropertyValue() {
        String wanted = System.getenv("LOG_LEVEL");
        return Level.toLevel(wanted == null ? null : wanted.trim(), Level.INFO).toString();
    }
}
