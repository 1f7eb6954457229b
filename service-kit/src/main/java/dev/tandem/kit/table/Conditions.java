package dev.tandem.kit.table;

import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects the conditions of a statement and their values. */
public final class Conditions {

    private final StringBuilder text = new StringBuilder("TRUE");
    private final List<@Nullable Object> values = new ArrayList<>();

    /** Adds a value and returns its placeholder. */
    public String parameter(@Nullable Object value) {
        values.add(value);
        return "$" + values.size();
    }

    /** Adds a condition in which {@code ?} stands for the value; adds none when the value is null. */
    public Conditions and(String condition, @Nullable Object value) {
        if (value != null) {
            text.append(" AND ").append(condition.replace("?", parameter(value)));
        }
        return this;
    }

    public String text() {
        return text.toString();
    }

    public Tuple values() {
        return Tuple.tuple(values);
    }
}
