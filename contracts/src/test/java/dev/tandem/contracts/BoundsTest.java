package dev.tandem.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What the wire takes and refuses, as a table by hand: both the constructor and the schema that is made beside it are held to it. */
class BoundsTest {

    /** The longest text of each member, wherever it stands; with its parent where another one has the same name. */
    private static final Map<String, Integer> LONGEST = Map.ofEntries(
            Map.entry("name", 200),
            Map.entry("formerName", 200),
            Map.entry("sectionName", 200),
            Map.entry("toSectionName", 200),
            Map.entry("title", 200),
            Map.entry("formerTitle", 200),
            Map.entry("description", 4000),
            Map.entry("text", 4000),
            Map.entry("excerpt", 280),
            Map.entry("reason", 4000),
            Map.entry("detail", 4000),
            Map.entry("errors/detail", 200),
            Map.entry("userId", 255),
            Map.entry("leadId", 255),
            Map.entry("invitedBy", 255),
            Map.entry("assigneeId", 255),
            Map.entry("formerAssigneeId", 255),
            Map.entry("createdById", 255),
            Map.entry("authorId", 255),
            Map.entry("mentions", 255),
            Map.entry("email", 320),
            Map.entry("members", 64),
            Map.entry("template", 64),
            Map.entry("targetType", 64),
            Map.entry("targetId", 255));

    static Stream<Arguments> texts() {
        return Contracts.all().stream()
                .flatMap(contract -> textsIn("", Goldens.golden(contract)).stream()
                        .filter(at -> isInWords(contract, at))
                        .map(at -> Arguments.of(contract, at)));
    }

    /** And not an id, a day, one of some words or of another form, which {@link #a_value_fits_or_not} tries. */
    private static boolean isInWords(Contract contract, String at) {
        JsonNode schema = Goldens.schemaText(contract);
        for (String part : at.substring(1).split("/")) {
            schema = part.matches("\\d+")
                    ? schema.path("items")
                    : schema.path("properties").path(part);
        }
        assertThat(schema.isMissingNode()).as("the schema has %s", at).isFalse();
        return !schema.has("enum")
                && !schema.has("format")
                && !schema.path("pattern").asText().matches("\\^[/\\[].*");
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("texts")
    void a_text_is_as_long_as_the_table_says_not_blank_and_without_nul(Contract contract, String at) {
        Integer longest = LONGEST.getOrDefault(parentAndName(at), LONGEST.get(name(at)));
        assertThat(longest).as("Say in LONGEST how long a %s may be", name(at)).isNotNull();

        fits(contract, with(contract, at, "😀".repeat(longest)));
        fits(contract, with(contract, at, "a\nb"));
        fails(contract, with(contract, at, "😀".repeat(longest + 1)));
        fails(contract, with(contract, at, "x".repeat(longest + 1)));
        fails(contract, with(contract, at, ""));
        fails(contract, with(contract, at, " \n "));
        fails(contract, with(contract, at, "a\0b"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            operation.retrying | /attempt         | 1                                  | refused
            operation.retrying | /attempt         | 2                                  | fits
            operation.retrying | /attempt         | 2147483647                         | fits
            operation.retrying | /attempt         | 2147483648                         | refused
            operation.failed   | /status          | 399                                | refused
            operation.failed   | /status          | 400                                | fits
            operation.failed   | /status          | 599                                | fits
            operation.failed   | /status          | 600                                | refused
            project.structured | /sections        | 0                                  | refused
            project.structured | /tasks           | 1                                  | fits
            project.created    | /membershipVersion | 0                                | refused
            project.created    | /membershipVersion | 9223372036854775807              | fits
            project.delete     | /expectedVersion | 0                                  | refused
            project.delete     | /expectedVersion | 9223372036854775807                | fits
            project.delete     | /expectedVersion | 9223372036854775808                | refused
            project.change     | /otherVersions   | [1, 9223372036854775807]           | fits
            project.change     | /otherVersions   | [0]                                | refused
            project.change     | /otherVersions   | [1.5]                              | refused
            project.change     | /otherVersions   | []                                 | refused
            project.change     | /otherVersions   | [null]                             | refused
            project.change     | /archived        | false                              | fits
            project.change     | /archived        | "false"                            | refused
            project.change     | /clear           | []                                 | fits
            project.change     | /clear           | ["description"]                    | fits
            project.change     | /clear           | ["name"]                           | refused
            project.change     | /clear           | ["dueOn"]                          | refused
            task.change        | /clear           | ["description", "sectionId", "assigneeId", "dueOn"] | fits
            task.change        | /clear           | ["title"]                          | refused
            task.described     | /members         | ["description", "priority"]        | fits
            task.described     | /members         | []                                 | refused
            task.create        | /dueOn           | "2024-02-29"                       | fits
            task.create        | /dueOn           | "2026-02-29"                       | refused
            task.create        | /dueOn           | "2026-2-3"                         | refused
            task.create        | /dueOn           | "+12026-12-24"                     | refused
            task.create        | /dueOn           | "2026-12-24T08:00:00Z"             | refused
            task.moved         | /rank            | "V"                                | fits
            task.moved         | /rank            | "V00z"                             | fits
            task.moved         | /rank            | "V0"                               | refused
            task.moved         | /rank            | "V_"                               | refused
            task.moved         | /rank            | ""                                 | refused
            task.moved         | /reranked        | []                                 | refused
            task.moved         | /reranked/0/rank | "0"                                | refused
            task.change        | /place           | "last"                             | fits
            task.change        | /place           | "middle"                           | refused
            operation.retrying | /nextAttemptAt   | "2026-01-31T08:00:00Z"             | fits
            operation.retrying | /nextAttemptAt   | "2026-01-31T08:00:00.123456789Z"   | fits
            operation.retrying | /nextAttemptAt   | "2026-01-31T08:00:00.1234567890Z"  | refused
            operation.retrying | /nextAttemptAt   | "2026-01-31T08:00:00+01:00"        | refused
            operation.retrying | /nextAttemptAt   | "2026-01-31T08:00Z"                | refused
            operation.retrying | /nextAttemptAt   | "2026-13-31T08:00:00Z"             | refused
            operation.failed   | /type            | "/problems/not-allowed-2"          | fits
            operation.failed   | /type            | "/problems/"                       | refused
            operation.failed   | /type            | "/problems/Not"                    | refused
            operation.failed   | /type            | "/problems/a/b"                    | refused
            operation.failed   | /type            | "problems/not-allowed"             | refused
            operation.failed   | /errors          | []                                 | refused
            operation.failed   | /errors          | [null]                             | refused
            operation.failed   | /errors/0/pointer | "/"                               | fits
            operation.failed   | /errors/0/pointer | "name"                            | refused
            operation.failed   | /errors/0/pointer | ""                                | refused
            operation.failed   | /errors/0/pointer | "/a\\u0000"                       | refused
            operation.succeeded | /events         | []                                 | fits
            operation.succeeded | /events         | [null]                             | refused
            operation.succeeded | /events         | ["018f"]                           | refused
            comment.added      | /mentions        | []                                 | fits
            comment.added      | /mentions        | ["alice", null]                    | refused
            comment.added      | /taskId          | "018f"                             | refused
            member.changed     | /role            | "viewer"                           | fits
            member.changed     | /role            | "Viewer"                           | refused
            member.changed     | /formerRole      | "guest"                            | refused
            member.changed     | /formerRole      | null                               | fits
            """)
    void a_value_fits_or_not(String topic, String at, String value, String verdict) throws JsonProcessingException {
        Contract contract = contract(topic);
        ObjectNode data = with(contract, at, Contracts.mapper().readTree(value));
        if (verdict.equals("fits")) {
            fits(contract, data);
        } else {
            fails(contract, data);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "comment.added, /mentions, 50",
        "comment.edited, /mentions, 50",
        "comment.edit, /otherVersions, 100",
        "comment.delete, /otherVersions, 100",
        "project.change, /otherVersions, 100",
        "project.delete, /otherVersions, 100",
        "task.change, /otherVersions, 100",
        "task.delete, /otherVersions, 100",
        "operation.failed, /errors, 100",
        "task.created, /reranked, 256",
        "section.reordered, /reranked, 256",
        "section.change, /otherVersions, 100",
    })
    void a_list_has_so_many_items_at_most(String topic, String at, int most) {
        Contract contract = contract(topic);
        ArrayNode list = Contracts.mapper().createArrayNode();
        JsonNode item = Goldens.golden(contract).at(at).path(0);
        Stream.generate(() -> item).limit(most).forEach(list::add);

        fits(contract, with(contract, at, list));
        fails(contract, with(contract, at, list.deepCopy().add(item)));
    }

    @ParameterizedTest
    @CsvSource({
        "operation.failed, /type, /problems/, 110",
        "operation.failed, /errors/0/pointer, /, 400",
        "task.moved, /rank, V, 48"
    })
    void a_path_is_as_long_as_this(String topic, String at, String start, int longest) {
        Contract contract = contract(topic);
        String whole = start + "x".repeat(longest - start.length());

        fits(contract, with(contract, at, whole));
        fails(contract, with(contract, at, whole + "x"));
    }

    @Test
    void the_constructor_itself_refuses_and_names_the_member() {
        UUID id = UUID.randomUUID();

        assertThatThrownBy(() -> new AddComment(id, id, id, id, "x".repeat(4001)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("text is longer than 4000 characters");
        assertThatThrownBy(() -> new AddComment(id, null, id, id, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("taskId is missing");
    }

    private static void fits(Contract contract, ObjectNode data) {
        assertThat(Goldens.schema(contract).validate(data)).isEmpty();
        assertThat(Contracts.read(contract.type(), data)).isInstanceOf(contract.payload());
    }

    private static void fails(Contract contract, ObjectNode data) {
        assertThat(Goldens.schema(contract).validate(data)).isNotEmpty();
        assertThatThrownBy(() -> Contracts.read(contract.type(), data)).isInstanceOf(ContractViolation.class);
    }

    private static Contract contract(String topic) {
        return Contracts.all().stream()
                .filter(contract -> contract.routingKey().equals(topic))
                .findFirst()
                .orElseThrow();
    }

    private static ObjectNode with(Contract contract, String at, String text) {
        return with(contract, at, TextNode.valueOf(text));
    }

    private static ObjectNode with(Contract contract, String at, JsonNode value) {
        ObjectNode data = Goldens.golden(contract);
        JsonNode parent = data.at(at.substring(0, at.lastIndexOf('/')));
        String last = at.substring(at.lastIndexOf('/') + 1);
        if (parent instanceof ArrayNode list) {
            list.set(Integer.parseInt(last), value);
        } else {
            ((ObjectNode) parent).set(last, value);
        }
        return data;
    }

    private static List<String> textsIn(String at, JsonNode value) {
        List<String> found = new ArrayList<>();
        if (value.isTextual()) {
            found.add(at);
        }
        for (int i = 0; value.isArray() && i < value.size(); i++) {
            found.addAll(textsIn(at + "/" + i, value.path(i)));
        }
        value.fields().forEachRemaining(each -> found.addAll(textsIn(at + "/" + each.getKey(), each.getValue())));
        return found;
    }

    private static String name(String at) {
        String names = parentAndName(at);
        return names.substring(names.indexOf('/') + 1);
    }

    private static String parentAndName(String at) {
        List<String> names =
                Stream.of(at.split("/")).filter(part -> !part.matches("\\d*")).toList();
        return String.join("/", names.subList(Math.max(0, names.size() - 2), names.size()));
    }
}
