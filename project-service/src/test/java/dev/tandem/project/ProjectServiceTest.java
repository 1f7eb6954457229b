package dev.tandem.project;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.kit.testing.Answer;
import org.junit.jupiter.api.Test;

class ProjectServiceTest {

    @Test
    void it_says_that_it_is_ready_and_what_it_stands_on() {
        Answer ready = RunningProjects.get().anonymously("/health/ready");
        assertThat(ready.status()).isEqualTo(200);
        assertThat(ready.json().getJsonArray("checks").encode())
                .contains("\"database\"")
                .contains("\"broker\"")
                .contains("\"tokens\"");
    }
}
