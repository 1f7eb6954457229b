package dev.tandem.deadletters.bulk;

/**
 * Progress of a bulk replay in its current step.
 *
 * @param step 0 for the first
 * @param claimed letters claimed in this step
 * @param resolved claimed letters that were resolved
 * @param failed claimed letters that failed again or were abandoned
 * @param claimedLastSecond letters claimed in the last second, in any step
 * @param unsent letters claimed in any step whose claims are neither sent nor ended
 * @param exhausted true if no letter is left to claim
 */
record Progress(
        int step, long claimed, long resolved, long failed, long claimedLastSecond, long unsent, boolean exhausted) {

    long settled() {
        return resolved + failed;
    }
}
