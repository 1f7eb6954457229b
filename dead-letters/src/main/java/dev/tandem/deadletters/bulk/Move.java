package dev.tandem.deadletters.bulk;

/** The next step of a bulk replay. */
sealed interface Move {

    /** Claims letters, up to so many. */
    record ClaimMore(int most) implements Move {}

    /** Waits for what is under way, or for the next second. */
    record Wait() implements Move {}

    /** Begins the next step. */
    record NextStep() implements Move {}

    /** Ends, for too much failed. */
    record Stop(String why) implements Move {}

    /** Ends, for everything is done. */
    record Finish() implements Move {}

    /** Also the most that are claimed ahead of what is sent; with a rate below it, those of one second. */
    int LARGEST_CLAIM = 200;

    /** In the last step, which has no size, so many have to be settled before their ratio means something. */
    int ENOUGH_TO_JUDGE = 20;

    /** Decides. A step is over when all of it is settled; one whose ratio can no longer be kept ends at once. */
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
