package dev.tandem.gateway.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.http.Violation;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One entry for each fault, at its pointer, in words that can stand beside a field of a form. */
class FaultsTest {

    private static final JsonObject CONTRACT = new JsonObject(WrittenContract.TREE.toString());

    private static List<Violation> faults(String schema, JsonObject body) {
        return Faults.in(new JsonObject().put("$ref", "#/components/schemas/" + schema), CONTRACT)
                .at(body);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            NewWorkspace | {}                                        | /name is missing
            NewWorkspace | {'name': null}                            | /name may not be null
            NewWorkspace | {'name': 7}                               | /name is not a text
            NewWorkspace | {'name': ['Acme']}                        | /name is not a text
            NewWorkspace | {'name': ''}                              | /name is blank
            NewWorkspace | {'name': '  '}                            | /name is blank
            NewWorkspace | {'name': '\\u2003'}                        | /name is blank
            NewWorkspace | {'name': 'a\\u0000b'}                      | /name holds a NUL character
            NewWorkspace | {'name': 'Acme', 'nick/name': 'A'}        | /nick~1name is unknown
            NewProject   | {'name': 'Apollo', 'workspaceId': '7'}    | /workspaceId is not a UUID
            NewProject   | {'workspaceId': 7, 'template': 'kanbam'}  | /name is missing; /workspaceId is not a text; /template is not one of blank, kanban, scrum, launch
            NewTask      | {'title': 'x', 'dueOn': '2026-02-30'}     | /dueOn is not a day such as 2026-12-24
            NewTask      | {'title': 'x', 'dueOn': 'tomorrow'}       | /dueOn is not a day such as 2026-12-24
            NewTask      | {'title': 'x', 'dueOn': '2026-12-24T08:00:00Z'} | /dueOn is not a day such as 2026-12-24
            TaskChange   | {'completed': 'yes'}                      | /completed is neither true nor false
            ProjectChange | {}                                       | needs at least 1 of name, description, archived, clear
            TaskChange   | {'dueOn': null, 'assigneeId': null}       |
            TaskChange   | {'title': null}                           | /title may not be null
            Membership   | {'role': 'king', 'email': 'carol'}        | /role is not one of owner, admin, member, viewer; /email is no e-mail address
            Membership   | {'role': 'member', 'email': 'a@'}         | /email is shorter than 3 characters
            Reading      | {'all': 'yes'}                            | /all is neither true nor false
            Reading      | {'ids': []}                               | /ids is empty
            Reading      | {'ids': '7'}                              | /ids is not a list
            Reading      | {'ids': ['7', 8]}                         | /ids/0 is not a UUID; /ids/1 is not a text
            Reading      | {'all': true, 'ids': ['01980a3e-1111-7000-8000-000000000001']} | has more than 1 of ids, upTo, all
            NewDeadLetterReplay | {'selector': 1, 'ratePerSecond': 1.5, 'stopOnFailureRatio': 2} | /selector is not an object; /ratePerSecond is not a whole number from 1 to 1000; /stopOnFailureRatio is not a number from 0 to 1
            NewDeadLetterReplay | {'selector': {'all': true}, 'ratePerSecond': 50.0, 'canary': [1.0]} |
            """)
    void are_told_once_where_they_are(String schema, String body, String expected) {
        assertThat(faults(schema, new JsonObject(body.replace('\'', '"'))))
                .extracting(fault -> (fault.pointer() + " " + fault.detail()).strip())
                .isEqualTo(expected == null ? List.of() : List.of(expected.split("; ")));
    }

    @Test
    void texts_are_counted_in_characters_and_may_be_as_long_as_the_contract_says() {
        assertThat(faults("NewWorkspace", new JsonObject().put("name", "x".repeat(200))))
                .isEmpty();
        assertThat(faults("NewWorkspace", new JsonObject().put("name", "\uD83D\uDE80".repeat(200))))
                .isEmpty();
        for (String character : List.of("x", "\uD83D\uDE80", "\0")) {
            assertThat(faults("NewWorkspace", new JsonObject().put("name", character.repeat(201))))
                    .containsExactly(new Violation("/name", "is longer than 200 characters"));
        }
    }

    @Test
    void a_list_that_is_too_long_is_not_looked_into() {
        JsonArray tooMany = new JsonArray(Collections.nCopies(101, "x".repeat(99)));
        assertThat(faults("Reading", new JsonObject().put("ids", tooMany)))
                .containsExactly(new Violation("/ids", "has more than 100 items"));
    }
}
