package dev.tandem.bench.load;

/** The end of a request: an answer, a time-out or a broken connection. */
sealed interface Outcome {

    /** @param location the header of that name, or empty */
    record Answered(int status, String location) implements Outcome {

        boolean isSuccess() {
            return status >= 200 && status < 300;
        }

        boolean isAccepted() {
            return status == 202 && !location.isEmpty();
        }

        boolean isRefusal() {
            return status == 429 || status == 503;
        }
    }

    /** No answer came in time; the connection is given up. */
    record TimedOut() implements Outcome {}

    /** No answer will come. */
    record Broken(String why) implements Outcome {}
}
