package dev.tandem.deadletters.bulk;

/** Decides the next move of a bulk replay. */
sealed interface Move {

    /** Claims at most this many letters. */
    record ClaimMore(int most) implements Move {}

    /** Waits for replays under way, or for the next second. */
    record Wait() implements Move {}

    /** Begins the next step. */
    record NextStep() implements Move {}

    /** Ends because too many replays failed. */
    record Stop(String why) implements Move {}

    /** Ends because everything is done. */
    record Finish() implements Move {}

    /**
     * Maximum number of letters per claim, and of claimed but unsent letters. A lower rate per second is the limit
     * instead.
     */
    int LARGEST_CLAIM = 200;

    /** Number of settled replays before the failure ratio counts in the last step, which has no fixed size. */
    int ENOUGH_TO_JUDGE = 20;

    /**
     * Decides. A step is over when all of it is settled. The bulk replay stops as soon as a step is bound to exceed the
     * failure ratio.
     */
    static Move next(Settings settings, Progress progress) {
        boolean last = progress.step() >= settings.canary().size();
        long size = last ? Long.MAX_VALUE : settings.canary().get(progress.step());
        boolean allClaimed = progress.exhausted() || progress.claimed() >= size;
        long judged = allClaimed ? progress.claimed() : last ? progress.settled() : size;
        if (progress.failed() > settings.stopOnFailureRatio() * judged
                && (allClaimed || !last || judged >= ENOUGH_TO_JUDGE)) {
            return new Stop("In step " + (progress.step() + 1) + ", " + progress.failed() + " of " + progress.settled()
                    + " replays failed");
        }
        if (allClaimed) {
            if (progress.settled() < progress.claimed()) {
                return new Wait();
            }
            return progress.exhausted() ? new Finish() : new NextStep();
        }
        long ahead = Math.min(settings.ratePerSecond(), LARGEST_CLAIM) - progress.unsent();
        long most = Math.min(
                Math.min(size - progress.claimed(), settings.ratePerSecond() - progress.claimedLastSecond()), ahead);
        return most > 0 ? new ClaimMore((int) most) : new Wait();
    }
}
