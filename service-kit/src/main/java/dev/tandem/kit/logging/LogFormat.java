package dev.tandem.kit.logging;

import java.io.Console;
import java.util.Locale;
import java.util.Map;

/** The format of log lines. */
enum LogFormat {
    JSON,
    TEXT;

    /** Treats any other value as missing; a service refuses to start with one. */
    static LogFormat of(Map<String, String> variables) {
        return switch (variables.getOrDefault("LOG_FORMAT", "").trim().toLowerCase(Locale.ROOT)) {
            case "json" -> JSON;
            case "text" -> TEXT;
            default -> onTerminal() ? TEXT : JSON;
        };
    }

    /** Since Java 22 a console may exist without a terminal. */
    private static boolean onTerminal() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderThan22) {
            return true;
        }
    }
}
