package dev.tandem.acceptance.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Finds the parameters and members of the contract's requests that hold ids. */
final class Ids {

    /** {@code taskId}, {@code ids}, {@code upTo}. */
    private static final Predicate<String> NAMES = name -> name.matches("id|ids|upTo|[a-zA-Z]+Ids?");

    /** Of a place in a list; in a query {@code after} is something else. */
    private static final Predicate<String> NEIGHBOURS = name -> name.matches("before|after");

    private Ids() {}

    static List<String> inPath(HttpOperation operation) {
        return operation.namesIn("path").stream().filter(NAMES).toList();
    }

    static List<String> inQuery(HttpOperation operation) {
        return operation.namesIn("query").stream().filter(NAMES).toList();
    }

    static List<String> inBody(HttpOperation operation) {
        List<String> names = new ArrayList<>();
        operation.bodySchema().ifPresent(schema -> {
            JsonNode members = HttpContract.get().resolved(schema).path("properties");
            members.fieldNames().forEachRemaining(names::add);
        });
        return names.stream().filter(NAMES.or(NEIGHBOURS)).toList();
    }
}
