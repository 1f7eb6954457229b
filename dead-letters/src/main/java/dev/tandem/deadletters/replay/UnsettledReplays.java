package dev.tandem.deadletters.replay;

/**
 * Earlier replays of a letter that may have taken effect unnoticed: they were on their way to the broker and are not
 * settled, or were abandoned.
 *
 * @param original true if there are such replays of the event itself
 * @param edited true if there are such replays of an edited event in its place
 */
record UnsettledReplays(boolean original, boolean edited) {

    static final UnsettledReplays NOTHING = new UnsettledReplays(false, false);

    /**
     * Returns true if the consumer's inbox could not recognise a replay now as a duplicate of these replays, so that both
     * could take effect.
     *
     * @param edits true if the replay now sends an edited event
     */
    boolean besides(boolean edits) {
        return edited || (edits && original);
    }
}
