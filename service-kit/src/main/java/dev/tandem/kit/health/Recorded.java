package dev.tandem.kit.health;

import io.vertx.core.json.JsonObject;
import io.vertx.ext.healthchecks.CheckResult;
import java.time.Duration;

/** Stores a {@link Status} in a status of Vert.x, which knows only up and down. */
final class Recorded {

    private static final String STATE = "state";
    private static final String DETAIL = "detail";

    private Recorded() {}

    static io.vertx.ext.healthchecks.Status of(Status status) {
        JsonObject data = new JsonObject().put(STATE, status.state().name()).put(DETAIL, status.detail());
        return status.state() == Status.State.DOWN
                ? io.vertx.ext.healthchecks.Status.KO(data)
                : io.vertx.ext.healthchecks.Status.OK(data);
    }

    /** The recorded status; if there is none, the check did not answer within {@code patience}. */
    static Status status(CheckResult result, Duration patience) {
        return result.getStatus() == null
                ? Status.down("no answer within " + patience.toSeconds() + " s")
                : status(result.getStatus().getData());
    }

    private static Status status(JsonObject data) {
        return new Status(Status.State.valueOf(data.getString(STATE)), data.getString(DETAIL));
    }
}
