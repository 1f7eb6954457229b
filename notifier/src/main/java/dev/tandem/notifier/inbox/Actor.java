package dev.tandem.notifier.inbox;

import org.jspecify.annotations.Nullable;

/** Who did what a notification tells. */
public record Actor(String id, @Nullable String name) {

    /** What a sentence calls them. */
    public String called() {
        return name == null ? id : name;
    }
}
