package dev.tandem.gateway.contract;

import static dev.tandem.gateway.contract.WrittenContract.TREE;
import static dev.tandem.gateway.contract.WrittenContract.resolved;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchema;
import dev.tandem.contracts.Contracts;
import dev.tandem.kit.auth.UserIdRules;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client may send is what the command that it becomes can hold. */
final class LimitsTest {

    /** @param elsewhere members of the command that the path, a header or the gateway itself tells */
    @ParameterizedTest
    @CsvSource({
        "NewWorkspace, workspace.create, workspaceId owner",
        "NewProject, project.create, projectId",
        "ProjectChange, project.change, projectId workspaceId expectedVersion otherVersions",
        "NewSetup, project.set-up, projectId workspaceId",
        "NewSection, section.create, sectionId projectId workspaceId",
        "SectionChange, section.change, sectionId projectId workspaceId expectedVersion otherVersions",
        "NewTask, task.create, taskId projectId workspaceId",
        "TaskChange, task.change, taskId projectId workspaceId expectedVersion otherVersions",
        "NewComment, comment.add, commentId taskId projectId workspaceId",
        "CommentChange, comment.edit, commentId taskId projectId workspaceId expectedVersion otherVersions",
    })
    void a_request_has_the_members_of_its_command_within_their_lengths(String request, String topic, String elsewhere)
            throws Exception {
        JsonNode command = command(topic).path("properties");

        assertThat(command.fieldNames())
                .toIterable()
                .filteredOn(member -> !List.of(elsewhere.split(" ")).contains(member))
                .isSubsetOf(names(TREE.at("/components/schemas/" + request + "/properties")));
        TREE.at("/components/schemas/" + request + "/properties").fields().forEachRemaining(member -> {
            JsonNode held = command.path(member.getKey());
            assertThat(held.isMissingNode()).as(member.getKey()).isFalse();
            JsonNode sent = resolved(member.getValue());
            if (sent.has("maxLength") && !held.has("format")) {
                assertThat(sent.path("maxLength")).as(member.getKey()).isEqualTo(held.path("maxLength"));
            }
            if (held.has("enum")) {
                assertThat(words(sent)).as(member.getKey()).isEqualTo(words(held));
            }
            assertThat(sent.path("format").asText("none").equals("date"))
                    .as(member.getKey())
                    .isEqualTo(held.path("format").asText("none").equals("date"));
        });
    }

    @ParameterizedTest
    @CsvSource({"ProjectChange, project.change", "TaskChange, task.change"})
    void what_may_be_null_can_be_cleared_and_the_command_knows_it(String request, String topic) throws Exception {
        JsonNode members = TREE.at("/components/schemas/" + request + "/properties");
        Set<String> nullable = new TreeSet<>();
        members.fields().forEachRemaining(member -> {
            if (resolved(member.getValue()).path("type").toString().contains("null")) {
                nullable.add(member.getKey());
            }
        });

        assertThat(nullable).isNotEmpty();
        assertThat(texts(members.at("/clear/items/enum"))).containsExactlyInAnyOrderElementsOf(nullable);
        assertThat(members.at("/clear/maxItems").asInt()).isEqualTo(nullable.size());
        assertThat(texts(command(topic).at("/properties/clear/items/enum")))
                .containsExactlyInAnyOrderElementsOf(nullable);
    }

    /** The type alone does not allow it. */
    @Test
    void an_enum_of_what_may_be_null_lists_null() {
        assertThat(TREE.findParents("enum"))
                .filteredOn(schema -> schema.path("type").toString().contains("null"))
                .allSatisfy(schema -> assertThat(schema.path("enum"))
                        .as(schema.toString())
                        .anySatisfy(word -> assertThat(word.isNull()).isTrue()));
    }

    private static List<String> names(JsonNode members) {
        List<String> names = new ArrayList<>();
        members.fieldNames().forEachRemaining(names::add);
        return names;
    }

    /** The words that are allowed, without null; none where any text is. */
    private static Set<String> words(JsonNode schema) {
        Set<String> words = new TreeSet<>(texts(schema.path("enum")));
        words.remove("null");
        return words;
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    /** A text that passes here and is blank to the command would be a failure on our side. */
    @Test
    void what_the_command_takes_for_blank_is_refused_here_already() {
        JsonSchema name = WrittenContract.schema(TREE.at("/components/schemas/Name"));
        for (int character = 1; character <= Character.MAX_VALUE; character++) {
            if (Character.isWhitespace(character)) {
                assertThat(name.validate(TextNode.valueOf(Character.toString(character))))
                        .as("U+%04X".formatted(character))
                        .isNotEmpty();
            }
        }
        assertThat(name.validate(TextNode.valueOf("\u2003Apollo\u3000"))).isEmpty();
        String pattern = TREE.at("/components/schemas/Name/pattern").asText();
        for (String member : new String[] {
            "UserId/pattern",
            "NewProject/properties/description/pattern",
            "ProjectChange/properties/description/pattern",
            "NewTask/properties/description/pattern",
            "TaskChange/properties/description/pattern",
            "TaskChange/properties/assigneeId/pattern",
            "NewComment/properties/text/pattern",
        }) {
            assertThat(TREE.at("/components/schemas/" + member).asText())
                    .as(member)
                    .isEqualTo(pattern);
        }
    }

    /** The services say no to more, for a pattern cannot name all that has no meaning yet. */
    @Test
    void whom_the_contract_refuses_to_let_in_is_refused_for_a_reason() {
        Pattern id = Pattern.compile(TextEnd.strict(
                TREE.at("/components/parameters/NewUserId/schema/pattern").asText()));
        for (int character = 0; character <= Character.MAX_VALUE; character++) {
            if (Character.isSurrogate((char) character)) {
                continue;
            }
            for (String text : List.of(
                    "a" + (char) character + "b",
                    (char) character + "a",
                    "a" + (char) character,
                    "" + (char) character)) {
                boolean fine = UserIdRules.objection(text) == null;
                if (fine || Character.getType(character) != Character.UNASSIGNED) {
                    assertThat(id.matcher(text).find())
                            .as("U+%04X in %s".formatted(character, text))
                            .isEqualTo(fine);
                }
            }
        }
    }

    private static JsonNode command(String topic) throws Exception {
        try (InputStream schema = Objects.requireNonNull(
                Contracts.class.getResourceAsStream("/schemas/dev.tandem." + topic + ".v1.json"))) {
            return new ObjectMapper().readTree(schema);
        }
    }
}
