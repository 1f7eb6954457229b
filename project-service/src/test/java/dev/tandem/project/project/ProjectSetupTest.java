package dev.tandem.project.project;

import static dev.tandem.project.Apollo.ACME;
import static dev.tandem.project.Apollo.APOLLO;
import static dev.tandem.project.Apollo.CAROL;
import static dev.tandem.project.Apollo.NOW;
import static dev.tandem.project.Apollo.access;
import static dev.tandem.project.Apollo.after;
import static dev.tandem.project.Apollo.project;
import static dev.tandem.project.Apollo.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.ProjectSetupRequested;
import dev.tandem.contracts.Role;
import dev.tandem.contracts.SetUpProject;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ProjectSetupTest {

    private static final Project FAILED = project(Setup.failed, false, false);

    @ParameterizedTest
    @CsvSource({", kanban", "scrum, scrum"})
    void a_structure_that_failed_is_asked_for_again(@Nullable String other, String template) {
        SetUpProject command = new SetUpProject(APOLLO, ACME, other);
        Decision decision = ProjectSetup.decide(command, access(Role.admin, FAILED), NOW);
        ProjectSetupRequested fact = new ProjectSetupRequested(APOLLO, ACME, "Apollo", template, CAROL);
        assertThat(decision).isEqualTo(Decision.happens(new Occurrence(fact, APOLLO, 6, NOW)));
        Project after = after(FAILED, command, decision);
        assertThat(after.setup()).isEqualTo(Setup.pending);
        assertThat(after.template()).isEqualTo(template);
        assertThat(after.plan().error()).isNull();
        assertThat(after.version()).isEqualTo(6);
    }

    @ParameterizedTest
    @EnumSource(names = "failed", mode = EnumSource.Mode.EXCLUDE)
    void nothing_else_is(Setup setup) {
        assertThat(status(access(Role.owner, project(setup, false, false)))).isEqualTo(409);
    }

    @Test
    void not_in_an_archived_project() {
        assertThat(status(access(Role.owner, project(Setup.failed, true, false))))
                .isEqualTo(409);
    }

    @Test
    void not_by_members_and_not_for_strangers() {
        assertThat(status(access(Role.member, FAILED))).isEqualTo(403);
        assertThat(status(new ProjectAccess(FAILED, null))).isEqualTo(404);
    }

    private static int status(ProjectAccess access) {
        return refusal(ProjectSetup.decide(new SetUpProject(APOLLO, ACME, null), access, NOW))
                .status();
    }
}
