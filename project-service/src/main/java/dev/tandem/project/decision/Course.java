package dev.tandem.project.decision;

import java.util.ArrayList;
import java.util.List;

/**
 * The changes that one command makes to one thing, each decided on what those before it left. Of use on the stack only.
 *
 * @param <S> the state of the thing
 */
public final class Course<S> {

    /** Applies an occurrence to the state. */
    @FunctionalInterface
    public interface Effect<S> {
        S after(S state, Occurrence occurrence);
    }

    private final Effect<S> effect;
    private final List<Occurrence> occurrences = new ArrayList<>();
    private S state;

    public Course(S state, Effect<S> effect) {
        this.state = state;
        this.effect = effect;
    }

    /** How it stands by now. */
    public S state() {
        return state;
    }

    /** One more change happens. */
    public void happens(Occurrence occurrence) {
        occurrences.add(occurrence);
        state = effect.after(state, occurrence);
    }

    /** All of it. */
    public Decision decision() {
        return new Decision.Accepted(occurrences);
    }
}
