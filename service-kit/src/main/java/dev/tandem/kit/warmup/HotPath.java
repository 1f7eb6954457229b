package dev.tandem.kit.warmup;

import io.vertx.core.Future;

/** The code that each user's request goes through. A pass of it leaves nothing behind. */
@FunctionalInterface
public interface HotPath {

    /** Goes through it once; called on an event loop of the stage, several times at once. */
    Future<?> pass();
}
