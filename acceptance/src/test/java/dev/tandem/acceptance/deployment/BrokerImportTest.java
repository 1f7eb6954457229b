package dev.tandem.acceptance.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BrokerImportTest {

    private static final JsonObject COMMITTED = new JsonObject(Repository.text("infra/rabbitmq-definitions.json"));

    @TempDir
    private Path directory;

    @Test
    void every_user_gets_the_password_of_its_variable_and_nothing_else_changes() throws IOException {
        BrokerImport script = new BrokerImport(directory);

        Programs.Result result = script.run(passwords());

        assertThat(result.code()).as(result.output()).isZero();
        JsonObject imported = script.what();
        assertThat(users(imported))
                .isNotEmpty()
                .allSatisfy(
                        user -> assertThat(user.remove("password")).isEqualTo("secret-of-" + user.getString("name")));
        assertThat(imported).isEqualTo(COMMITTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "with\"quote", "with/slash", "with space"})
    void without_a_usable_password_for_everybody_nothing_is_imported(String password) throws IOException {
        BrokerImport script = new BrokerImport(directory);
        Map<String, String> passwords = passwords();
        passwords.put(BrokerImport.variable("notifier"), password);

        Programs.Result result = script.run(passwords);

        assertThat(result.code()).isNotZero();
        assertThat(result.output()).contains("NOTIFIER_BROKER_PASSWORD");
        assertThat(script.imported()).doesNotExist();
    }

    private static Map<String, String> passwords() {
        Map<String, String> passwords = new HashMap<>();
        users(COMMITTED)
                .forEach(user -> passwords.put(
                        BrokerImport.variable(user.getString("name")), "secret-of-" + user.getString("name")));
        return passwords;
    }

    private static List<JsonObject> users(JsonObject definitions) {
        return definitions.getJsonArray("users").stream()
                .map(JsonObject.class::cast)
                .toList();
    }
}
