package dev.tandem.messaging;

/** Fails a handler's future because something is away that its events need, as {@link Outcome.Unavailable} says it. */
public final class DependencyUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String dependency;

    /** @param dependency one of few names, see {@link Outcome.Unavailable} */
    public DependencyUnavailable(String dependency, Throwable cause) {
        super(dependency + " is unavailable: " + cause.getMessage(), cause);
        this.dependency = dependency;
    }

    public String dependency() {
        return dependency;
    }
}
