package dev.tandem.kit.warmup;

import io.vertx.core.Future;

/** Exercises code that ordinary requests run through. Must leave nothing behind: it rolls back what it writes. */
@FunctionalInterface
public interface HotPath {

    /** Runs one pass. Called on an event loop of the stage, with several passes under way at once. */
    Future<?> pass();
}
