package dev.tandem.deadletters.bulk;

/**
 * How far a step has come.
 *
 * @param step 0 for the first
 * @param claimed in this step
 * @param resolved of these
 * @param failed of these: came back, or were given up
 * @param claimedLastSecond in whichever step
 * @param unsent claimed in whichever step, and neither sent nor over
 * @param exhausted whether nothing is left to be claimed
 */
record Progress(
        int step, long claimed, long resolved, long failed, long claimedLastSecond, long unsent, boolean exhausted) {

    long settled() {
        return resolved + failed;
    }
}
