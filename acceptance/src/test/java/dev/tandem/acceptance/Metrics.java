package dev.tandem.acceptance;

import java.net.http.HttpRequest;
import java.util.OptionalDouble;

/** Reads the metrics that a service serves at {@code /metrics}. */
final class Metrics {

    private final String text;

    private Metrics(String text) {
        this.text = text;
    }

    static Metrics of(String service) {
        return new Metrics(Client.send(HttpRequest.newBuilder(
                        TheSystem.get().management().get(service).resolve("/metrics")))
                .body());
    }

    /** The value of the first series of that name with the label. */
    OptionalDouble value(String name, String label, String value) {
        return first(name, label + "=\"" + value + "\"");
    }

    /** The value of the first series of that name. */
    OptionalDouble value(String name) {
        return first(name, "");
    }

    private OptionalDouble first(String name, String labelled) {
        return text.lines()
                .filter(line -> line.startsWith(name + "{") && line.contains(labelled))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst();
    }

    @Override
    public String toString() {
        return text;
    }
}
