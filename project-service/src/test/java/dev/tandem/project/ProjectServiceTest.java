package dev.tandem.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProjectServiceTest {

    @Test
    void it_says_that_it_is_ready_and_what_it_stands_on() {
        assertThat(RunningProjects.get().anonymously("/health/ready").status()).isEqualTo(200);
        assertThat(RunningProjects.get().health().getJsonArray("checks").encode())
                .contains("\"database\"")
                .contains("\"broker\"")
                .contains("\"handling\"")
                .contains("\"tokens\"");
    }
}
