package dev.tandem.acceptance.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** Holds the broker's users to the list of services and the description; with {@code -Dtandem.write} writes them. */
final class BrokerUsersTest {

    @Test
    void users_and_permissions_are_those_that_the_description_makes() throws IOException {
        String made =
                new BrokerUsers(new Traffic(new AsyncApi()), new Topology()).rewritten(Files.readString(Topology.FILE));
        if (System.getProperty("tandem.write") != null) {
            Files.writeString(Topology.FILE, made);
        }

        assertThat(Files.readString(Topology.FILE))
                .withFailMessage(
                        "The users and permissions in %s are not what the description makes. Run this test with -Dtandem.write,"
                                + " as CONTRIBUTING.md says",
                        Topology.FILE)
                .isEqualTo(made);
    }
}
