package dev.tandem.notifier;

import static dev.tandem.notifier.Facts.anId;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.testing.Answer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People say over HTTP when they want to be mailed. */
class PreferencesTest {

    private static final String BELOW = "/notification-preferences";
    private static final String ALL = "/v1" + BELOW;
    private static final JsonObject USUAL = new JsonObject()
            .put("mentions", "immediately")
            .put("assignments", "immediately")
            .put("news", "digest");
    private static final JsonObject USUAL_DIGEST = new JsonObject()
            .put("every", "day")
            .put("at", "08:00")
            .put("days", JsonArray.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"));

    private final RunningNotifier notifier = RunningNotifier.get();
    private final String bob = "bob-" + anId();
    private final UUID workspace = anId();
    private final UUID project = anId();

    PreferencesTest() {
        notifier.projects.member(workspace, bob, "viewer");
        notifier.projects.project(project, workspace);
    }

    @Test
    void who_says_nothing_has_the_usual() {
        assertThat(get()).isEqualTo(preferences(USUAL, new JsonArray(), new JsonArray()));
    }

    @Test
    void what_is_said_of_everything_replaces_the_usual_where_it_says_something() {
        Answer said = put("/v1", "{\"mail\": {\"assignments\": \"off\", \"news\": \"immediately\"}}");

        assertThat(said.status()).isEqualTo(200);
        JsonObject now = new JsonObject()
                .put("mentions", "immediately")
                .put("assignments", "off")
                .put("news", "immediately");
        assertThat(said.json()).isEqualTo(preferences(now, new JsonArray(), new JsonArray()));
        assertThat(get()).isEqualTo(said.json());
    }

    @Test
    void a_workspace_and_a_project_have_preferences_of_their_own_until_these_are_emptied() {
        put("/v1/workspaces/" + workspace, "{\"mail\": {\"mentions\": \"off\"}}");
        put("/v1/projects/" + project, "{\"mail\": {\"news\": \"immediately\"}}");
        JsonArray ofWorkspace = JsonArray.of(new JsonObject()
                .put("workspaceId", workspace.toString())
                .put("mail", new JsonObject().put("mentions", "off")));
        JsonArray ofProject = JsonArray.of(new JsonObject()
                .put("projectId", project.toString())
                .put("mail", new JsonObject().put("news", "immediately")));
        assertThat(get()).isEqualTo(preferences(USUAL, ofWorkspace, ofProject));

        put("/v1/workspaces/" + workspace, "{\"mail\": {}}");
        assertThat(get()).isEqualTo(preferences(USUAL, new JsonArray(), ofProject));
    }

    @Test
    void what_the_person_may_not_see_does_not_exist() {
        String off = "{\"mail\": {\"news\": \"off\"}}";
        assertThat(put("/v1/workspaces/" + anId(), off).status()).isEqualTo(404);
        assertThat(put("/v1/projects/" + anId(), off).status()).isEqualTo(404);
        assertThat(notifier.send("PUT", "/v1/projects/" + project + BELOW, "eve", off)
                        .status())
                .isEqualTo(404);
    }

    @Test
    void who_left_can_take_back_what_they_said() {
        put("/v1/workspaces/" + workspace, "{\"mail\": {\"news\": \"immediately\"}}");
        notifier.projects.left(workspace, bob);

        assertThat(put("/v1/workspaces/" + workspace, "{\"mail\": {}}").status())
                .isEqualTo(200);

        assertThat(get()).isEqualTo(preferences(USUAL, new JsonArray(), new JsonArray()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"mail\": \"off\"}",
                "{\"mail\": {\"mentions\": \"sometimes\"}}",
                "{\"mail\": {\"mentions\": null}}",
                "{\"mail\": {\"gossip\": \"off\"}}",
                "{\"mail\": {}, \"sms\": {}}",
                "{\"mail\": {}, \"zone\": \"Europe/Atlantis\"}",
                "{\"mail\": {}, \"zone\": \"Europe/Berlin\\n\"}",
                "{\"mail\": {}, \"zone\": \"+01:00\"}",
                "{\"mail\": {}, \"digest\": {\"every\": \"year\"}}",
                "{\"mail\": {}, \"digest\": {\"at\": \"24:00\"}}",
                "{\"mail\": {}, \"digest\": {\"at\": \"8:00\"}}",
                "{\"mail\": {}, \"digest\": {\"at\": \"08:00\\n\"}}",
                "{\"mail\": {}, \"digest\": {\"days\": []}}",
                "{\"mail\": {}, \"digest\": {\"days\": [\"someday\"]}}",
                "{\"mail\": {}, \"digest\": {\"every\": \"hour\", \"at\": \"08:00\"}}",
                "{\"mail\": {}, \"digest\": {\"every\": \"hour\", \"days\": [\"monday\"]}}",
                "{\"mail\": {}, \"quietHours\": {}}",
                "{\"mail\": {}, \"quietHours\": {\"from\": \"22:00\"}}",
                "{\"mail\": {}, \"quietHours\": {\"from\": \"22:00\", \"until\": \"22:00\"}}",
                "{\"mail\": {}, \"quietHours\": null}",
            })
    void what_is_not_valid_is_refused_and_changes_nothing(String body) {
        assertThat(put("/v1", body).status()).isEqualTo(422);
        assertThat(get()).isEqualTo(preferences(USUAL, new JsonArray(), new JsonArray()));
    }

    @Test
    void a_schedule_is_kept_until_it_is_left_out() {
        JsonObject digest =
                new JsonObject().put("every", "day").put("at", "17:30").put("days", JsonArray.of("monday", "friday"));
        JsonObject quiet = new JsonObject().put("from", "22:00").put("until", "07:00");

        Answer said = put(
                "/v1",
                new JsonObject()
                        .put("mail", new JsonObject())
                        .put("zone", "Europe/Berlin")
                        .put("digest", digest.copy().put("days", JsonArray.of("friday", "monday", "friday")))
                        .put("quietHours", quiet)
                        .encode());

        assertThat(said.status()).as(said.text()).isEqualTo(200);
        assertThat(said.json())
                .isEqualTo(preferences(USUAL, new JsonArray(), new JsonArray())
                        .put("zone", "Europe/Berlin")
                        .put("digest", digest)
                        .put("quietHours", quiet));
        assertThat(get()).isEqualTo(said.json());

        assertThat(put("/v1", "{\"mail\": {}, \"digest\": {\"every\": \"hour\"}}")
                        .json()
                        .getJsonObject("digest"))
                .isEqualTo(new JsonObject().put("every", "hour"));
        put("/v1", "{\"mail\": {}}");
        assertThat(get()).isEqualTo(preferences(USUAL, new JsonArray(), new JsonArray()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/workspaces/", "/v1/projects/"})
    void a_schedule_is_the_persons_and_of_no_workspace_or_project(String below) {
        UUID id = below.contains("projects") ? project : workspace;

        assertThat(put(below + id, "{\"mail\": {}, \"zone\": \"Europe/Berlin\"}")
                        .status())
                .isEqualTo(422);
    }

    @Test
    void nobody_sees_or_changes_anothers() {
        put("/v1", "{\"mail\": {\"mentions\": \"off\"}}");

        assertThat(notifier.get(ALL, "eve-" + anId()).json().getJsonObject("mail"))
                .isEqualTo(USUAL);
        assertThat(notifier.get(ALL, null).status()).isEqualTo(401);
    }

    private JsonObject get() {
        return notifier.get(ALL, bob).json();
    }

    private Answer put(String scope, String body) {
        return notifier.send("PUT", scope + BELOW, bob, body);
    }

    private static JsonObject preferences(JsonObject mail, JsonArray workspaces, JsonArray projects) {
        return new JsonObject()
                .put("mail", mail)
                .put("zone", "UTC")
                .put("digest", USUAL_DIGEST)
                .put("workspaces", workspaces)
                .put("projects", projects);
    }
}
