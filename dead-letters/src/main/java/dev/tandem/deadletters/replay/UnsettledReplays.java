package dev.tandem.deadletters.replay;

/**
 * Whether earlier replays of a letter may have taken effect without anybody having heard of it: they were on their way to the
 * broker, and are not settled, or were abandoned.
 *
 * @param original the event itself
 * @param edited another one in its place
 */
record UnsettledReplays(boolean original, boolean edited) {

    static final UnsettledReplays NOTHING = new UnsettledReplays(false, false);

    /** Whether what is sent now is another event to its consumer's inbox, so that both could take effect. */
    boolean besides(boolean edits) {
        return edited || (edits && original);
    }
}
