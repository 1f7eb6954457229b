package dev.tandem.acceptance.torture.check;

/** A promise that was not kept. */
public record Violation(Kind kind, String what) {

    /** Kind under which a violation is counted. */
    public enum Kind {
        /** Something that was accepted has not happened everywhere. */
        LOST,
        /** Something happened more than once. */
        DUPLICATED,
        /** Something stands in the dead letters that nothing was wrong with. */
        STALLED,
        /** Anything else. */
        WRONG
    }

    static Violation lost(String what) {
        return new Violation(Kind.LOST, what);
    }

    static Violation duplicated(String what) {
        return new Violation(Kind.DUPLICATED, what);
    }

    static Violation stalled(String what) {
        return new Violation(Kind.STALLED, what);
    }

    public static Violation wrong(String what) {
        return new Violation(Kind.WRONG, what);
    }

    @Override
    public String toString() {
        return kind + ": " + what;
    }
}
