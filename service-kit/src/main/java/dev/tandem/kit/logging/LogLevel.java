package dev.tandem.kit.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.core.PropertyDefinerBase;

/** Provides the level from {@code LOG_LEVEL}, INFO by default; for {@code define} in a Logback configuration. */
public final class LogLevel extends PropertyDefinerBase {

    /** Treats an invalid level as missing; a service refuses to start with one. */
    @Override
    public String getPropertyValue() {
        String wanted = System.getenv("LOG_LEVEL");
        return Level.toLevel(wanted == null ? null : wanted.trim(), Level.INFO).toString();
    }
}
