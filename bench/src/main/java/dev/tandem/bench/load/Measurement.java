package dev.tandem.bench.load;

/**
 * Result of the requests that were due in the measured time. Its JSON has the names of these members.
 *
 * @param perSecond 2xx answers per second that arrived in the measured time, whenever their request was due; for a
 *     burst, until the last of them
 * @param answersMs time from due to answered, for 2xx and, as the whole patience, for time-outs; refusals and other
 *     failures are left out
 * @param doneMs from the arrival of a 202 until its operation was seen to be done; for a sample
 * @param unfinished operations of the sample that did not succeed in time
 * @param asked how many requests were due
 * @param answered 2xx
 * @param refused 429 and 503
 * @param timedOut had no answer in time
 * @param failed other answers, and connections that broke
 * @param firstFailure describes the first of these failures; empty if there is none
 */
public record Measurement(
        double perSecond,
        Latency answersMs,
        Latency doneMs,
        long unfinished,
        long asked,
        long answered,
        long refused,
        long timedOut,
        long failed,
        String firstFailure) {}
