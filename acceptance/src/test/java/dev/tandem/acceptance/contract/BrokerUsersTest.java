package dev.tandem.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Holds the broker's users to the list of services and the description; the profile {@code generate} writes them. */
final class BrokerUsersTest {

    @Test
    void users_and_permissions_are_those_that_the_description_makes() throws IOException {
        String made =
                new BrokerUsers(new Traffic(new AsyncApi()), new Topology()).rewritten(Files.readString(Topology.FILE));
        if (Boolean.getBoolean("tandem.generate")) {
            Files.writeString(Topology.FILE, made);
        }

        assertThat(Files.readString(Topology.FILE))
                .withFailMessage(
                        "The users and permissions in %s are not what the description makes. Run"
                                + " mvn -q -Pgenerate test -pl acceptance -am",
                        Topology.FILE)
                .isEqualTo(made);
    }
}
