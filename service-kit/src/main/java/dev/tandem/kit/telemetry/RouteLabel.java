package dev.tandem.kit.telemetry;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;

/** Sets the label {@code route} of served requests: the full route, as clients see it, or {@code unmatched}. */
final class RouteLabel implements MeterFilter {

    private static final String LABEL = "route";

    @Override
    public Meter.Id map(Meter.Id id) {
        String joined = id.getName().startsWith("vertx.http.server.") ? id.getTag(LABEL) : null;
        if (joined == null) {
            return id;
        }
        RouteTemplate route = RouteTemplate.of(joined);
        return id.replaceTags(Tags.of(id.getTags()).and(LABEL, route.complete() ? route.path() : "unmatched"));
    }
}
