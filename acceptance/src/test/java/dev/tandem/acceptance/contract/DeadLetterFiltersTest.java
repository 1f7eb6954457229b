package dev.tandem.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.deadletters.letter.Selection;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A filter of dead letters is in the contract wherever the service takes it, and the service takes whichever is there. */
final class DeadLetterFiltersTest {

    private static final HttpContract CONTRACT = HttpContract.get();

    /** @param more what is no condition on letters, or can be asked of single ones only */
    @ParameterizedTest
    @CsvSource({
        "listDeadLetters, state cursor limit about text",
        "listDeadLetterGroups, state cursor limit",
    })
    void a_list_takes_every_filter(String operation, String more) {
        List<String> parameters = new ArrayList<>(Selection.parameters().toList());
        parameters.addAll(List.of(more.split(" ")));

        assertThat(CONTRACT.operation(operation).namesIn("query")).containsExactlyInAnyOrderElementsOf(parameters);
    }

    @Test
    void a_bulk_replay_selects_by_every_filter() {
        JsonNode body = CONTRACT.resolved(
                CONTRACT.operation("startDeadLetterReplay").bodySchema().orElseThrow());

        assertThat(CONTRACT.resolved(body.at("/properties/selector"))
                        .path("properties")
                        .fieldNames())
                .toIterable()
                .containsExactlyInAnyOrderElementsOf(Selection.members().toList());
    }
}
