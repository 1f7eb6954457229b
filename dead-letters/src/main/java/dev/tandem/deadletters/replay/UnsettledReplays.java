package dev.tandem.deadletters.replay;

/**
 * Says whether earlier replays of a letter may have taken effect unnoticed: they were on their way to the broker and
 * are not settled, or were abandoned.
 *
 * @param original replays of the event itself
 * @param edited replays of an edited event in its place
 */
record UnsettledReplays(boolean original, boolean edited) {

    static final UnsettledReplays NOTHING = new UnsettledReplays(false, false);

    /**
     * Returns whether a replay now would be a different event to the consumer's inbox, so that both could take effect.
     */
    boolean besides(boolean edits) {
        return edited || (edits && original);
    }
}
