package dev.tandem.kit.warmup;

import io.vertx.core.Future;

/** Runs the code that each user's request goes through. A pass leaves nothing behind. */
@FunctionalInterface
public interface HotPath {

    /** Runs one pass; called on an event loop of the stage, several times concurrently. */
    Future<?> pass();
}
