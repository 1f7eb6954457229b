package dev.tandem.messaging;

/** Fails a handler's future because a dependency of its events is away; see {@link Outcome.Unavailable}. */
public final class DependencyUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String dependency;

    /** @param dependency one of a few names, see {@link Outcome.Unavailable} */
    public DependencyUnavailable(String dependency, Throwable cause) {
        super(dependency + " is unavailable: " + cause.getMessage(), cause);
        this.dependency = dependency;
    }

    public String dependency() {
        return dependency;
    }
}
