package dev.tandem.gateway.contract;

import static dev.tandem.gateway.contract.WrittenContract.TREE;
import static dev.tandem.gateway.contract.WrittenContract.operations;
import static dev.tandem.gateway.contract.WrittenContract.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.gateway.contract.WrittenContract.Documented;
import dev.tandem.gateway.operation.Status;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import io.swagger.v3.parser.core.models.SwaggerParseResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the contract has to be beyond well-formed. */
final class LintTest {

    static List<Documented> all() {
        return operations();
    }

    @Test
    void a_public_parser_reads_and_resolves_it_and_has_nothing_to_say() {
        ParseOptions resolving = new ParseOptions();
        resolving.setResolve(true);
        resolving.setResolveFully(true);

        SwaggerParseResult result = new OpenAPIV3Parser().readContents(WrittenContract.TEXT, null, resolving);

        assertThat(result.getMessages()).isEmpty();
        assertThat(result.isOpenapi31()).isTrue();
    }

    @Test
    void every_operation_has_an_id_of_its_own_that_reads_as_a_method() {
        assertThat(operations())
                .extracting(Documented::id)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[a-z][a-zA-Z]+"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void an_operation_says_in_a_line_what_it_is_for_and_has_one_tag_that_is_described(Documented operation) {
        assertThat(operation.written().path("summary").asText()).isNotBlank().hasSizeLessThan(130);
        assertThat(operation.written().path("tags"))
                .singleElement()
                .satisfies(tag -> assertThat(TREE.path("tags"))
                        .filteredOn(described -> described.path("name").equals(tag))
                        .singleElement()
                        .satisfies(described -> assertThat(
                                        described.path("description").asText())
                                .isNotBlank()));
    }

    @ParameterizedTest
    @MethodSource("all")
    void an_operation_says_how_it_can_fail(Documented operation) {
        List<String> expected = new ArrayList<>(List.of("500", "503"));
        if (!operation.isOpen()) {
            expected.add("401");
        }
        if (hasBody(operation)) {
            expected.add("406");
        }
        if (operation.path().contains("{")) {
            expected.addAll(List.of("400", "404"));
        }
        if (operation.written().has("requestBody")) {
            expected.addAll(List.of("400", "413", "415"));
        }
        if (operation.takesJson()) {
            expected.add("422");
        }
        if (operation.isForOperators()) {
            expected.add("403");
        }
        if (operation.takes("If-Match")) {
            expected.add("412");
        }
        if (!operation.isForOperators() && !operation.method().equals("get")) {
            expected.add("429");
        }
        assertThat(operation.written().path("responses").fieldNames())
                .toIterable()
                .containsAll(expected);
    }

    /** Whether it says something when all goes well. */
    private static boolean hasBody(Documented operation) {
        return Stream.of("200", "201", "202")
                .anyMatch(
                        status -> resolved(operation.written().path("responses").path(status))
                                .has("content"));
    }

    @ParameterizedTest
    @MethodSource("all")
    void what_is_not_a_success_is_a_shared_problem_response(Documented operation) {
        operation.written().path("responses").fields().forEachRemaining(response -> {
            if (response.getKey().compareTo("400") >= 0) {
                assertThat(response.getValue().path("$ref").asText()).startsWith("#/components/responses/");
                JsonNode problem = resolved(response.getValue());
                assertThat(problem.path("content").fieldNames())
                        .toIterable()
                        .containsExactly("application/problem+json");
                assertThat(problem.at("/content/application~1problem+json/example/status")
                                .asText())
                        .isEqualTo(response.getKey());
            }
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void what_is_accepted_can_be_repeated_and_waited_for(Documented operation) {
        if (operation.documents("202") && !operation.isForOperators()) {
            assertThat(operation.takes("Idempotency-Key")).isTrue();
            assertThat(operation.takes("Prefer")).isTrue();
            assertThat(operation.written().path("responses").fieldNames())
                    .toIterable()
                    .containsAnyOf("200", "201", "204");
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void what_has_an_etag_can_be_asked_for_once_more_in_vain(Documented operation) {
        boolean tagged = operation.method().equals("get")
                && resolved(operation.written().path("responses").path("200"))
                        .path("headers")
                        .has("ETag");
        assertThat(operation.takes("If-None-Match")).isEqualTo(tagged);
        assertThat(operation.documents("304")).isEqualTo(tagged);
    }

    /** Streams and exports have none, and what operators look at is of the moment. */
    @ParameterizedTest
    @MethodSource("all")
    void what_can_be_got_as_json_has_an_etag(Documented operation) {
        if (operation.method().equals("get") && !operation.isForOperators()) {
            JsonNode answer = resolved(operation.written().path("responses").path("200"));
            assertThat(answer.path("headers").has("ETag"))
                    .isEqualTo(answer.path("content").has("application/json"));
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_answer_carries_the_correlation_id(Documented operation) {
        operation.forEachResponse(
                (status, response) -> assertThat(response.path("headers").has("X-Correlation-Id"))
                        .as(status)
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_body_has_examples_and_they_keep_the_contract(Documented operation) {
        exampled(operation.written().path("requestBody"));
        operation.forEachResponse((status, response) -> exampled(response));
    }

    private static void exampled(JsonNode body) {
        body.path("content").forEach(media -> {
            List<JsonNode> examples = new ArrayList<>();
            if (media.has("example")) {
                examples.add(media.path("example"));
            }
            media.path("examples")
                    .forEach(example -> examples.add(resolved(example).path("value")));
            assertThat(examples)
                    .isNotEmpty()
                    .allSatisfy(example -> assertThat(
                                    WrittenContract.schema(media.path("schema")).validate(example))
                            .as(example.toString())
                            .isEmpty());
        });
    }

    @ParameterizedTest
    @MethodSource("all")
    void every_parameter_is_described_and_bounded(Documented operation) {
        for (JsonNode parameter : operation.parameters()) {
            assertThat(parameter.path("description").asText())
                    .as(parameter.toString())
                    .isNotBlank();
            assertThat(unbounded(
                            parameter.path("schema"), parameter.path("name").asText()))
                    .isEmpty();
        }
    }

    /** Of a form, what else a mail program or browser puts in is passed over. */
    @ParameterizedTest
    @MethodSource("all")
    void every_member_of_a_request_is_bounded_and_others_are_refused(Documented operation) {
        operation.written().path("requestBody").path("content").fields().forEachRemaining(media -> {
            JsonNode schema = resolved(media.getValue().path("schema"));
            assertThat(unbounded(schema, "")).isEmpty();
            if (media.getKey().endsWith("form-data") || media.getKey().endsWith("urlencoded")) {
                return;
            }
            assertThat(schema.path("additionalProperties").isBoolean()).isTrue();
            assertThat(schema.path("additionalProperties").asBoolean()).isFalse();
        });
    }

    /** Where a text, number or list may be of any length or size. */
    private static List<String> unbounded(JsonNode written, String at) {
        JsonNode schema = resolved(written);
        List<String> found = new ArrayList<>();
        schema.path("properties")
                .fields()
                .forEachRemaining(member -> found.addAll(unbounded(member.getValue(), at + "/" + member.getKey())));
        if (schema.has("items")) {
            found.addAll(unbounded(schema.path("items"), at + "/0"));
        }
        for (String type : types(schema)) {
            boolean bounded = schema.has("enum")
                    || schema.has("const")
                    || switch (type) {
                        case "string" -> schema.has("maxLength");
                        case "integer", "number" -> schema.has("minimum") && schema.has("maximum");
                        case "array" -> schema.has("maxItems");
                        default -> true;
                    };
            if (!bounded) {
                found.add(at + " may be any " + type);
            }
        }
        return found;
    }

    private static List<String> types(JsonNode schema) {
        JsonNode type = schema.path("type");
        return type.isArray()
                ? StreamSupport.stream(type.spliterator(), false)
                        .map(JsonNode::asText)
                        .toList()
                : List.of(type.asText());
    }

    @ParameterizedTest
    @MethodSource("all")
    void a_form_that_a_request_has_to_keep_says_in_words_what_does_not_keep_it(Documented operation) {
        for (JsonNode parameter : operation.parameters()) {
            wordless(parameter.path("schema"));
        }
        operation.written().path("requestBody").path("content").forEach(media -> wordless(media.path("schema")));
    }

    private static void wordless(JsonNode written) {
        JsonNode schema = resolved(written);
        schema.path("properties").forEach(LintTest::wordless);
        if (schema.has("items")) {
            wordless(schema.path("items"));
        }
        // A text without NUL needs no words of its own.
        if (schema.has("pattern") && !schema.path("pattern").asText().equals("^[^\\x00]*$")) {
            assertThat(schema.path("x-fault").asText()).as(schema.toString()).matches("(is|has) .*[^.]");
        }
    }

    /** Its {@code EventSource} sends neither a token nor, when it is a new one, the id of the last event. */
    @ParameterizedTest
    @MethodSource("all")
    void a_page_can_open_every_stream_and_nothing_else(Documented operation) {
        assertThat(operation.written().path("security").findValues("ticket").isEmpty())
                .isNotEqualTo(isStream(operation));
        assertThat(operation.takes("lastEvent")).isEqualTo(isStream(operation));
    }

    private static boolean isStream(Documented operation) {
        return resolved(operation.written().path("responses").path("200"))
                .path("content")
                .has("text/event-stream");
    }

    @ParameterizedTest
    @MethodSource("all")
    void what_counts_against_a_limit_says_what_is_left(Documented operation) {
        boolean stream = isStream(operation);
        if (operation.documents("429") && !stream) {
            operation.forEachResponse((status, response) -> {
                if (status.startsWith("2")) {
                    assertThat(response.path("headers").fieldNames())
                            .toIterable()
                            .as(status)
                            .contains("RateLimit", "RateLimit-Policy");
                }
            });
        }
    }

    @Test
    void no_operation_needs_no_token_but_those_of_links_in_mails_and_the_report_of_bounces() {
        assertThat(operations())
                .filteredOn(Documented::isOpen)
                .extracting(Documented::id)
                .containsExactlyInAnyOrder(
                        "showMailSubscription", "stopMail", "resumeMail", "reportBounce", "getInvitation");
    }

    @Test
    void an_operation_has_every_status_that_is_listed_and_no_other() {
        for (String schema : List.of("Operation", "SeenOperation")) {
            assertThat(TREE.at("/components/schemas/" + schema + "/properties/status/enum"))
                    .as(schema)
                    .extracting(JsonNode::asText)
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(Status.values())
                            .map(status -> status.name().toLowerCase(Locale.ROOT))
                            .toList());
        }
    }

    /** Generators of clients forget that the object may be null, and know no constants but texts. */
    @Test
    void generators_can_read_it() {
        TREE.path("components")
                .path("schemas")
                .fields()
                .forEachRemaining(schema -> readable(schema.getValue(), schema.getKey()));
    }

    private static void readable(JsonNode schema, String at) {
        assertThat(types(schema).containsAll(List.of("object", "null"))).as(at).isFalse();
        assertThat(schema.has("const")).as(at).isFalse();
        schema.path("properties")
                .fields()
                .forEachRemaining(member -> readable(member.getValue(), at + "/" + member.getKey()));
        schema.path("allOf").forEach(part -> readable(part, at));
    }

    @Test
    void no_component_is_written_in_vain() {
        Set<String> used = new HashSet<>();
        TREE.findValuesAsText("$ref").forEach(used::add);
        Set<String> unused = new TreeSet<>();
        TREE.path("components").fields().forEachRemaining(kind -> {
            if (!kind.getKey().equals("securitySchemes")) {
                kind.getValue()
                        .fieldNames()
                        .forEachRemaining(name -> unused.add("#/components/" + kind.getKey() + "/" + name));
            }
        });
        unused.removeAll(used);
        assertThat(unused).isEmpty();
    }
}
