package dev.tandem.acceptance.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Runs the script with which compose imports the definitions, with a {@code curl} that only stores its input. */
record BrokerImport(Path directory) {

    static final String SCRIPT = "docker/rabbitmq/definitions.sh";

    /** Which variable has the password of that user. */
    static String variable(String user) {
        return user.toUpperCase(Locale.ROOT).replace('-', '_') + "_BROKER_PASSWORD";
    }

    Programs.Result run(Map<String, String> passwords) throws IOException {
        Path curl = Files.writeString(directory.resolve("curl"), "#!/bin/sh\ncat >" + imported() + "\n");
        Files.setPosixFilePermissions(curl, PosixFilePermissions.fromString("rwx------"));
        Map<String, String> variables = new HashMap<>(passwords);
        variables.put("PATH", directory + ":" + System.getenv("PATH"));
        variables.put(
                "DEFINITIONS",
                Repository.path("infra/rabbitmq-definitions.json").toString());
        variables.put("RABBITMQ_USER", "anna");
        variables.put("RABBITMQ_PASSWORD", "annas");
        return Programs.run(
                directory,
                Duration.ofSeconds(30),
                List.of("sh", Repository.path(SCRIPT).toString()),
                variables);
    }

    JsonObject what() throws IOException {
        assertThat(imported()).exists();
        return new JsonObject(Files.readString(imported()));
    }

    Path imported() {
        return directory.resolve("imported");
    }
}
