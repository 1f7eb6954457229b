package dev.tandem.bench.load;

import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * Decides when requests are due. Moments are nanoseconds since the load began. Except for {@link Users}, all are known
 * in advance, so a late answer delays no other request.
 */
public sealed interface Arrivals {

    /** The moments known in advance, in order. The measured time follows the warm-up. */
    long[] known(Duration warmUp, Duration measured);

    /**
     * Returns when a caller whose request ended at that moment sends the next one; empty for a caller who sends only one.
     */
    OptionalLong again(long ended);

    /** Returns the number of connections that the load can use at once. */
    int connections();

    /** A short description, such as {@code 50 users}. */
    String describe();

    JsonObject toJson();

    /** The inverse of {@link #toJson()}. */
    static Arrivals fromJson(JsonObject json) {
        return switch (json.getString("kind")) {
            case "users" -> new Users(json.getInteger("count"), Duration.ofMillis(json.getLong("thinkMs")));
            case "rate" -> new Rate(json.getDouble("perSecond"));
            case "burst" -> new Burst(json.getInteger("count"));
            default -> throw new IllegalArgumentException("Not a kind of arrivals: " + json);
        };
    }

    /**
     * Users who send a request, wait for the answer, think, and send the next. They start one after another within one
     * think time.
     */
    record Users(int count, Duration think) implements Arrivals {

        @Override
        public long[] known(Duration warmUp, Duration measured) {
            return LongStream.range(0, count)
                    .map(user -> think.toNanos() * user / count)
                    .toArray();
        }

        @Override
        public OptionalLong again(long ended) {
            return OptionalLong.of(ended + think.toNanos());
        }

        @Override
        public int connections() {
            return count;
        }

        @Override
        public String describe() {
            return Numbers.whole(count) + (count == 1 ? " user" : " users");
        }

        @Override
        public JsonObject toJson() {
            return new JsonObject().put("kind", "users").put("count", count).put("thinkMs", think.toMillis());
        }
    }

    /** A constant number of requests a second, evenly spaced, whatever the answers. */
    record Rate(double perSecond) implements Arrivals {

        private static final int CONNECTIONS = 2_000;

        @Override
        public long[] known(Duration warmUp, Duration measured) {
            long length = warmUp.plus(measured).toNanos();
            double apart = 1e9 / perSecond;
            return LongStream.range(0, (long) Math.ceil(length / apart))
                    .map(n -> Math.round(n * apart))
                    .toArray();
        }

        @Override
        public OptionalLong again(long ended) {
            return OptionalLong.empty();
        }

        @Override
        public int connections() {
            return CONNECTIONS;
        }

        @Override
        public String describe() {
            return Numbers.plain(perSecond) + " a second";
        }

        @Override
        public JsonObject toJson() {
            return new JsonObject().put("kind", "rate").put("perSecond", perSecond);
        }
    }

    /** All at the same moment, when the warm-up is over. */
    record Burst(int count) implements Arrivals {

        @Override
        public long[] known(Duration warmUp, Duration measured) {
            return LongStream.range(0, count).map(n -> warmUp.toNanos()).toArray();
        }

        @Override
        public OptionalLong again(long ended) {
            return OptionalLong.empty();
        }

        @Override
        public int connections() {
            return count;
        }

        @Override
        public String describe() {
            return Numbers.whole(count) + " at once";
        }

        @Override
        public JsonObject toJson() {
            return new JsonObject().put("kind", "burst").put("count", count);
        }
    }
}
