package dev.tandem.feed;

import static dev.tandem.feed.Facts.aProjectCreated;
import static dev.tandem.feed.Facts.anId;
import static dev.tandem.feed.Facts.envelope;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.tandem.backends.Broker;
import dev.tandem.backends.SharedBackends;
import dev.tandem.contracts.ProjectCreated;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("long")
class BrokerOutageTest {

    private final RunningFeed feed = RunningFeed.get();

    @Test
    void while_the_broker_is_away_the_feed_is_read_and_afterwards_it_catches_up() {
        Broker broker = SharedBackends.get().broker();
        UUID workspace = anId();
        String path = "/v1/workspaces/" + workspace + "/activity";
        feed.projects.member(workspace, "anna", "member");
        broker.stop();
        try {
            await().untilAsserted(
                            () -> assertThat(feed.health().getString("status")).isEqualTo("degraded"));
            assertThat(feed.get("/health/ready", null).status()).isEqualTo(200);
            assertThat(feed.get(path, "anna").status()).isEqualTo(200);
        } finally {
            broker.start();
        }
        ProjectCreated fact = aProjectCreated(workspace);
        feed.publish(envelope(fact, workspace), fact);

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(feed.get(path, "anna").json().getJsonArray("items"))
                        .hasSize(1));
        await().untilAsserted(
                        () -> assertThat(feed.health().getString("status")).isEqualTo("up"));
    }
}
