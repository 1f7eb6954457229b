package dev.tandem.gateway.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.gateway.RunningGateway;
import dev.tandem.kit.testing.Answer;
import org.junit.jupiter.api.Test;

/** The type of a problem is an address that can be looked at. */
final class ProblemPagesTest {

    private final RunningGateway gateway = RunningGateway.get();

    @Test
    void the_type_of_a_problem_leads_to_a_page_that_says_what_to_do() {
        for (Answer problem : new Answer[] {
            gateway.get(null, "/nowhere"),
            gateway.get(null, "/v1/workspaces"),
            gateway.get("anna", "/v1/workspaces?x=1")
        }) {
            Answer page = gateway.get(null, problem.json().getString("type"));

            assertThat(page.status()).isEqualTo(200);
            assertThat(page.contentType()).startsWith("text/html");
            assertThat(page.response().body())
                    .contains("<h1>" + problem.json().getString("title") + "</h1>")
                    .contains("status " + problem.status())
                    .contains("What to do: ");
        }
    }

    @Test
    void all_are_listed_and_there_are_no_others() {
        assertThat(gateway.get(null, "/problems").response().body())
                .contains("href=\"/problems/idempotency-key-reused\"")
                .contains("href=\"/problems/unavailable\"");
        assertThat(gateway.get(null, "/problems/nonsense").status()).isEqualTo(404);
    }
}
