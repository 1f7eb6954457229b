package dev.tandem.deadletters.letter;

import dev.tandem.kit.request.Fields;
import dev.tandem.kit.request.Query;
import dev.tandem.kit.table.Conditions;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Selects the letters that match all given filters. */
public record Selection(List<Filter.Chosen> chosen) {

    /**
     * All filters; lists, groups and bulk replays accept every one. The contract lists them too, and a test compares
     * both.
     */
    private static final List<Filter<?>> FILTERS = List.of(
            Filter.text("consumer", "consumer"),
            Filter.text("type", "type"),
            Filter.text("fingerprint", "fingerprint"),
            Filter.text("tenant", "tenant"),
            Filter.text("operationId", "operation_id"),
            Filter.text("correlationId", "correlation_id"),
            Filter.text("subject", "subject"),
            Filter.word("kind", "kind", Kind.names()),
            Filter.time("from", "died_at >= ?"),
            Filter.time("to", "died_at < ?"));

    private static final List<Filter<?>> ONLY_IN_BODIES =
            List.of(Filter.oneOf("ids", "id", 1_000), Filter.everything("all"));

    public Selection {
        chosen = List.copyOf(chosen);
    }

    /** Query parameters that {@link #in(Query)} reads. */
    public static Stream<String> parameters() {
        return FILTERS.stream().map(Filter::name);
    }

    /** Members of a body that {@link #in(Fields)} reads. */
    public static Stream<String> members() {
        return all().map(Filter::name);
    }

    private static Stream<Filter<?>> all() {
        return Stream.concat(FILTERS.stream(), ONLY_IN_BODIES.stream());
    }

    public static Selection in(Query query) {
        return of(FILTERS.stream(), filter -> filter.in(query));
    }

    /** Refuses a body without any filter, which may be an oversight. */
    public static Selection in(Fields body) {
        Selection selection = of(all(), filter -> filter.in(body));
        if (selection.chosen.isEmpty() && body.sound()) {
            body.refuse("all", "is missing: a selector without any condition takes everything, and has to say so");
        }
        return selection;
    }

    /** The inverse of {@link #toJson()}. */
    public static Selection from(JsonObject json) {
        return Fields.read(json, Selection::in);
    }

    private static Selection of(Stream<Filter<?>> filters, Function<Filter<?>, Optional<Filter.Chosen>> reading) {
        return new Selection(
                filters.flatMap(filter -> reading.apply(filter).stream()).toList());
    }

    /** Returns the conditions on a row of the table {@code letter}. */
    public Conditions conditions() {
        Conditions conditions = new Conditions();
        chosen.forEach(each -> conditions.and(each.condition(), each.value()));
        return conditions;
    }

    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        chosen.forEach(each -> json.put(each.name(), each.told()));
        return json;
    }
}
