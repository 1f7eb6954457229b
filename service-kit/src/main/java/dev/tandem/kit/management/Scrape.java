package dev.tandem.kit.management;

import dev.tandem.kit.Platform;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** Renders the metrics as text, on one worker thread at most. Belongs to one event loop. */
final class Scrape {

    private final Platform platform;
    private @Nullable Future<String> underWay;

    Scrape(Platform platform) {
        this.platform = platform;
    }

    /** The text being rendered, or else a new one. */
    Future<String> text() {
        Future<String> present = underWay;
        if (present != null) {
            return present;
        }
        Future<String> made = platform.vertx().executeBlocking(platform::scrape, false);
        underWay = made;
        made.onComplete(over -> underWay = null);
        return made;
    }
}
