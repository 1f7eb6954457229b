package dev.tandem.deadletters.bulk;

/**
 * Progress of a step.
 *
 * @param step 0 for the first
 * @param claimed letters claimed in this step
 * @param resolved claimed letters that were resolved
 * @param failed claimed letters that came back or were abandoned
 * @param claimedLastSecond letters claimed in the last second, in any step
 * @param unsent letters claimed in any step that are neither sent nor over
 * @param exhausted whether no letter is left to claim
 */
record Progress(
        int step, long claimed, long resolved, long failed, long claimedLastSecond, long unsent, boolean exhausted) {

    long settled() {
        return resolved + failed;
    }
}
