package dev.tandem.bench.requestdriven;

/** The answer to the client; {@code location} is empty if nothing was created. */
record Answer(int status, String location, String body) {

    static Answer refused(int status, String why) {
        return new Answer(status, "", "{\"detail\":\"" + why + "\"}");
    }
}
