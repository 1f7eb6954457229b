package dev.tandem.notifier.membership;

/** Decides what becomes of a change of a membership, given the version that is known. */
public sealed interface Verdict {

    /** It is the next one. */
    record Applies() implements Verdict {}

    /** It has been applied before. */
    record Stale() implements Verdict {}

    /** Others have to come first. */
    record Ahead(String why) implements Verdict {}

    /** Others have to come first, and it is kept until they have. */
    record Kept() implements Verdict {}

    /** No order of events makes sense of it. */
    record Absurd(String why) implements Verdict {}

    /** @param known 0 where nothing is known of the workspace */
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
