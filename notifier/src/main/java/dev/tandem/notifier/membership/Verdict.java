package dev.tandem.notifier.membership;

/** Decides on a membership change, given the known version. */
public sealed interface Verdict {

    /** The next change. */
    record Applies() implements Verdict {}

    /** Already applied. */
    record Stale() implements Verdict {}

    /** Early: others must come first. */
    record Ahead(String why) implements Verdict {}

    /** Early, and kept until the others have come. */
    record Kept() implements Verdict {}

    /** Invalid in whatever order the events come. */
    record Absurd(String why) implements Verdict {}

    /** @param known the known version; 0 when the workspace is unknown */
    static Verdict decide(MembershipChange change, long known) {
        if (change.version() < 1) {
            return new Absurd("The event says not which membership version it leads to");
        }
        if (change.founding() != (change.version() == 1)) {
            return new Absurd(
                    change.founding()
                            ? "A workspace begins at membership version 1, not at " + change.version()
                            : "Membership version 1 is the workspace's creation and nothing else");
        }
        if (change.version() <= known) {
            return new Stale();
        }
        return change.version() == known + 1
                ? new Applies()
                : new Ahead("membership is at " + known + ", the event at " + change.version());
    }
}
