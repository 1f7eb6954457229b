package dev.tandem.kit.config;

import org.jspecify.annotations.Nullable;

/** A variable that some configuration reads: its name, its meaning, and its default; without default it is required. */
public record Variable(
        String name, String description, @Nullable String fallback, boolean required) {

    /** The line that {@code --help} prints. */
    public String line() {
        return "  %-32s %s%s".formatted(name, description, required ? " (required)" : suffix());
    }

    private String suffix() {
        return fallback == null ? " (optional)" : " (default " + fallback + ")";
    }
}
