package dev.tandem.deadletters.reading;

import dev.tandem.deadletters.letter.LetterStore;
import dev.tandem.deadletters.letter.Selection;
import dev.tandem.deadletters.letter.State;
import dev.tandem.kit.request.Cursors;
import dev.tandem.kit.request.Ids;
import dev.tandem.kit.request.Page;
import dev.tandem.kit.request.Query;
import dev.tandem.kit.table.Conditions;
import io.vertx.core.Future;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Selects the letters that a query asks for; 400 for an invalid value.
 *
 * @param state null for all; {@code waiting} for open and reopened
 * @param about an id of any kind that the letter contains; null for any
 * @param text a text that error or type contains; null for any
 */
record LetterFilter(
        Query query,
        Selection selection,
        @Nullable String state,
        @Nullable String about,
        @Nullable String text) {

    static final String[] OF_GROUPS = Stream.concat(Selection.parameters(), Stream.of("state", "cursor", "limit"))
            .toArray(String[]::new);

    /** Letters, unlike groups, can also be found by an id anywhere in them and by a text. */
    static final String[] OF_LETTERS =
            Stream.concat(Stream.of(OF_GROUPS), Stream.of("about", "text")).toArray(String[]::new);

    /** Neither settled nor being replayed: open or reopened. */
    private static final String WAITING = "waiting";

    private static final UUID NO_ID = new UUID(0, 0);

    private static final List<String> STATES =
            Stream.concat(State.names().stream(), Stream.of(WAITING)).toList();
    private static final int LONGEST_TEXT = 200;

    /** Also reads the parameters that only letters have: an id anywhere in them, and a text. */
    static LetterFilter ofLetters(Query query) {
        LetterFilter filter = of(query);
        return new LetterFilter(
                query,
                filter.selection,
                filter.state,
                query.text("about", LONGEST_TEXT).orElse(null),
                query.text("text", LONGEST_TEXT).orElse(null));
    }

    static LetterFilter of(Query query) {
        return new LetterFilter(
                query, Selection.in(query), query.word("state", STATES).orElse(null), null, null);
    }

    <P> Page<P> page(Cursors<P> cursors) {
        return Page.of(query, cursors);
    }

    Conditions conditions() {
        Conditions conditions = selection.conditions();
        if (about != null) {
            holding(about, conditions);
        }
        return WAITING.equals(state)
                ? conditions.and("state IN (?, 'reopened')", State.OPEN.wireName())
                : conditions.and("state = ?", state);
    }

    /** Each of these columns has its own index. A UUID may be given in upper case, but is stored in lower case. */
    private static void holding(String id, Conditions conditions) {
        UUID uuid = Ids.orNull(id);
        String texts = conditions.parameter(uuid == null ? new String[] {id} : new String[] {id, uuid.toString()});
        conditions.and(
                "(id = ? OR event_id = ? OR operation_id = ANY (T) OR correlation_id = ANY (T) OR subject = ANY (T))"
                        .replace("T", texts),
                uuid == null ? NO_ID : uuid);
    }

    Future<LetterStore.Listed> find(LetterStore letters, Page<UUID> page) {
        String sought = text;
        return sought == null
                ? letters.page(conditions(), page.after(), page.rows())
                : letters.search(conditions(), sought, page.after(), page.rows());
    }
}
