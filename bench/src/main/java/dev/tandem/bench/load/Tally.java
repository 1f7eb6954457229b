package dev.tandem.bench.load;

import org.HdrHistogram.Histogram;

/** Counts the results of the measured time. Moments are nanoseconds since the load began. Not thread-safe. */
final class Tally {

    private final long begin;
    private final long end;
    private final boolean untilTheLast;
    private final long patience;
    private final Histogram answers = Latency.histogram();
    private final Histogram done = Latency.histogram();
    private long asked;
    private long answered;
    private long refused;
    private long timedOut;
    private long failed;
    private long unfinished;
    private long arrivedInTime;
    private long lastArrival;
    private String firstFailure = "";

    Tally(Load load) {
        this.begin = load.warmUp().toNanos();
        this.end = begin + load.measured().toNanos();
        this.untilTheLast = load.arrivals() instanceof Arrivals.Burst;
        this.patience = load.patience().toNanos();
    }

    /** Returns true if a request due at this moment is counted. */
    boolean counts(long due) {
        return due >= begin && due < end;
    }

    /** Returns true if all counted requests are due by this moment. */
    boolean isOver(long now) {
        return now >= end;
    }

    void asked(long due) {
        if (counts(due)) {
            asked++;
        }
    }

    void ended(long due, long now, Outcome outcome) {
        if (outcome instanceof Outcome.Answered answer && answer.isSuccess() && now >= begin) {
            lastArrival = Math.max(lastArrival, now);
            if (untilTheLast || now < end) {
                arrivedInTime++;
            }
        }
        if (counts(due)) {
            count(due, now, outcome);
        }
    }

    private void count(long due, long now, Outcome outcome) {
        if (outcome instanceof Outcome.Answered answer) {
            if (answer.isSuccess()) {
                answered++;
                Latency.record(answers, now - due);
            } else if (answer.isRefusal()) {
                refused++;
            } else {
                failed("it answered " + answer.status());
            }
        } else if (outcome instanceof Outcome.TimedOut) {
            timedOut++;
            Latency.record(answers, patience);
        } else if (outcome instanceof Outcome.Broken broken) {
            failed(broken.why());
        }
    }

    /** Records an operation that was accepted and done at these moments. */
    void done(long accepted, long now) {
        Latency.record(done, now - accepted);
    }

    void unfinished() {
        unfinished++;
    }

    private void failed(String why) {
        failed++;
        if (firstFailure.isEmpty()) {
            firstFailure = why;
        }
    }

    Measurement measurement() {
        double seconds = ((untilTheLast ? Math.max(lastArrival, begin + 1) : end) - begin) / 1e9;
        return new Measurement(
                arrivedInTime / seconds,
                Latency.of(answers),
                Latency.of(done),
                unfinished,
                asked,
                answered,
                refused,
                timedOut,
                failed,
                firstFailure);
    }
}
