package dev.tandem.local.demo;

import org.jspecify.annotations.Nullable;

/** The demo workspace could not be made; the message is one sentence for the person at the terminal. */
public final class DemoFailed extends RuntimeException {

    private static final long serialVersionUID = 1L;

    DemoFailed(String why) {
        this(why, null);
    }

    DemoFailed(String why, @Nullable Throwable cause) {
        super("The gateway did not take the demo workspace: " + why + ".", cause);
    }
}
