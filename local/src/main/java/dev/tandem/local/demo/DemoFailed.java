package dev.tandem.local.demo;

import org.jspecify.annotations.Nullable;

/** Signals that the demo workspace could not be created; the message is one sentence for the person at the terminal. */
public final class DemoFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DemoFailed(String why) {
        this(why, null);
    }

    DemoFailed(String why, @Nullable Throwable cause) {
        super("The gateway did not take the demo workspace: " + why + ".", cause);
    }
}
