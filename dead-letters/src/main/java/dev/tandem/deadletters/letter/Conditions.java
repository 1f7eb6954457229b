package dev.tandem.deadletters.letter;

import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The conditions of a statement, with the values that go with them. */
public final class Conditions {

    private final StringBuilder text = new StringBuilder("TRUE");
    private final List<@Nullable Object> values = new ArrayList<>();

    /** Takes a value into the statement, and answers what stands for it. */
    public String parameter(@Nullable Object value) {
        values.add(value);
        return "$" + values.size();
    }

    /** Adds a condition, in which {@code ?} stands for the value; none without a value. */
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
