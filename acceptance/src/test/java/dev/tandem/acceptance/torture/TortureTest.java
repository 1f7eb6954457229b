package dev.tandem.acceptance.torture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tandem.acceptance.torture.check.Poison;
import dev.tandem.acceptance.torture.system.SmallDisk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;

/** A short torture of separate processes; {@code ./tandem torture} is the long one. */
@Tag("long")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(value = 200, unit = TimeUnit.SECONDS)
final class TortureTest {

    private static final Duration LENGTH = Duration.ofSeconds(8);
    private static final Duration FAULT = Duration.ofSeconds(2);
    private static final String POISON = "of-the-test";

    private static ScenarioRunner runner;

    @BeforeAll
    static void start() {
        Path definitions = Path.of(System.getProperty("tandem.definitions"));
        Path directory = Path.of("target", "torture").toAbsolutePath();
        runner = ScenarioRunner.start(directory, definitions, null);
        Poison.lay(runner.rabbit(), POISON);
    }

    @AfterAll
    static void end() {
        if (runner != null) {
            runner.close();
        }
    }

    @Test
    @Order(1)
    void a_service_and_the_broker_are_killed_and_nothing_is_lost() {
        keepsEveryPromise("kills", List.of("kill-project-service", "kill-broker"), List.of(1.5, 3.0));
    }

    @Test
    @Order(2)
    void answers_to_commits_get_lost_and_messages_come_twice_and_in_another_order() {
        keepsEveryPromise("commits", List.of("lose-commits", "duplicates"), List.of(0.5, 1.0));
    }

    @Test
    @Order(3)
    void the_database_is_killed_and_nothing_is_lost() {
        keepsEveryPromise("database", List.of("kill-postgres"), List.of(2.0));
    }

    @Test
    @Order(4)
    void connections_are_reset_and_services_are_stopped_in_good_order() {
        keepsEveryPromise(
                "resets",
                List.of("reset-postgres", "reset-broker", "term-gateway", "term-notifier"),
                List.of(0.5, 1.0, 3.0, 3.5));
    }

    @Test
    @Order(5)
    void what_failed_for_a_broken_schema_is_sent_again_and_takes_effect() {
        keepsEveryPromise(
                "schema",
                List.of("break-project-service", "kill-dead-letters"),
                List.of(0.5, 2.0),
                Duration.ofSeconds(4));
        assertThat(runner.letters().resolved()).isPositive();
    }

    @Test
    @Order(6)
    void a_host_vanishes_and_another_loses_the_broker_and_their_siblings_send_what_they_held() {
        keepsEveryPromise("hosts", List.of("vanish-gateway", "cut-off-project-service"), List.of(1.0, 10.0));
    }

    @Test
    @Order(7)
    void the_disks_of_the_database_and_of_the_broker_are_full_and_nothing_is_lost() {
        assumeTrue(SmallDisk.isPossible(), "needs root or user namespaces, for file systems of its own");
        keepsEveryPromise(
                "disks", List.of("full-disk-postgres", "full-disk-broker"), List.of(0.5, 1.5), Duration.ofSeconds(12));
    }

    @Test
    @Order(8)
    void poison_ends_in_the_dead_letters_after_the_attempts_of_the_policy_and_blocks_nobody() {
        await().atMost(Duration.ofSeconds(90)).untilAsserted(() -> {
            assertThat(Poison.faults(POISON, runner.letters().letters())).isEmpty();
        });
        assertThat(runner.again()).isEmpty();
    }

    @Test
    @Order(9)
    @Timeout(value = 520, unit = TimeUnit.SECONDS)
    void who_wants_mail_of_something_got_it_under_one_message_id_and_nobody_else_did() {
        assertThat(runner.unsent()).isEmpty();
        assertThat(runner.mailsReceived()).isPositive();
    }

    private static void keepsEveryPromise(String name, List<String> faults, List<Double> moments) {
        keepsEveryPromise(name, faults, moments, FAULT);
    }

    private static void keepsEveryPromise(String name, List<String> faults, List<Double> moments, Duration each) {
        Result result = runner.run(name, Schedule.of(4711, faults, moments, each), LENGTH);

        assertThat(result.violations()).as(result.toString()).isEmpty();
        assertThat(result.accepted()).isGreaterThan(20);
        System.out.println(result);
    }
}
