package dev.tandem.deadletters.letter;

import dev.tandem.kit.request.Fields;
import dev.tandem.kit.request.Query;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Selects the letters that match all given filters. */
public record Selection(List<Filter.Chosen<?>> chosen) {

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

    /** Accepted in bodies only. */
    private static final Filter<?> IDS = Filter.oneOf("ids", "id", 1_000);

    public Selection {
        chosen = List.copyOf(chosen);
    }

    /** Query parameters that {@link #in(Query)} reads. */
    public static Stream<String> parameters() {
        return FILTERS.stream().map(Filter::name);
    }

    public static Selection in(Query query) {
        return of(FILTERS.stream(), filter -> filter.in(query));
    }

    public static Selection in(Fields body) {
        return of(Stream.concat(FILTERS.stream(), Stream.of(IDS)), filter -> filter.in(body));
    }

    private static Selection of(
            Stream<Filter<?>> filters, Function<Filter<?>, Optional<? extends Filter.Chosen<?>>> reading) {
        return new Selection(filters.<Filter.Chosen<?>>flatMap(filter -> reading.apply(filter).stream())
                .toList());
    }

    /** Returns whether no filter is given, so that every letter matches. */
    public boolean isEmpty() {
        return chosen.isEmpty();
    }

    /** Returns the conditions on a row of the table {@code letter}. */
    public Conditions conditions() {
        Conditions conditions = new Conditions();
        chosen.forEach(each -> each.restrict(conditions));
        return conditions;
    }

    public JsonObject toJson() {
        JsonObject json = new JsonObject();
        chosen.forEach(each -> each.tell(json));
        return json;
    }
}
