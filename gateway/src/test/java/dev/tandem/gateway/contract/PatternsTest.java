package dev.tandem.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.contracts.Contract;
import dev.tandem.contracts.Contracts;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A pattern that goes back and forth over a text lets a single request hold an event loop for seconds. */
final class PatternsTest {

    private static final int REPETITIONS = 150;

    static Set<String> patterns() throws IOException {
        Set<String> patterns = new TreeSet<>();
        collect(WrittenContract.TREE, patterns);
        for (Contract contract : Contracts.all()) {
            try (InputStream schema = Objects.requireNonNull(
                    Contracts.class.getResourceAsStream("/schemas/" + contract.type() + ".json"))) {
                collect(new ObjectMapper().readTree(schema), patterns);
            }
        }
        return patterns;
    }

    private static void collect(JsonNode schema, Set<String> patterns) {
        schema.findValues("pattern").stream()
                .filter(JsonNode::isTextual)
                .map(JsonNode::asText)
                .forEach(patterns::add);
    }

    @ParameterizedTest
    @MethodSource("patterns")
    void a_text_twice_as_long_is_no_more_than_twice_the_work(String pattern) {
        assertThat(growth(pattern)).isLessThan(2.2);
    }

    /** What stood in the contract once; without this the other test could be blind. */
    @ParameterizedTest
    @ValueSource(strings = {"^[^\\x00]*[^\\x00\\s][^\\x00]*$", "^[^\\x00\\s]+@[^\\x00\\s]+$"})
    void the_measure_sees_what_is_worse_than_that(String pattern) {
        assertThat(growth(pattern)).isGreaterThan(3);
    }

    /** How many times the work a text is that is twice as long. */
    private static double growth(String pattern) {
        RegexWork work = new RegexWork(pattern);
        return (double) work.worstOf(2 * REPETITIONS) / work.worstOf(REPETITIONS);
    }
}
