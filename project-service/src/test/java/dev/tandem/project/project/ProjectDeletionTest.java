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

import dev.tandem.contracts.DeleteProject;
import dev.tandem.contracts.ProjectDeleted;
import dev.tandem.contracts.Role;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProjectDeletionTest {

    private static final DeleteProject COMMAND = new DeleteProject(APOLLO, ACME, null, null);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_project_is_deleted_archived_or_not(boolean archived) {
        Project project = project(Setup.done, archived, false);
        Decision decision = ProjectDeletion.decide(COMMAND, access(Role.admin, project), NOW);
        ProjectDeleted fact = new ProjectDeleted(APOLLO, ACME, "Apollo", CAROL);
        assertThat(decision).isEqualTo(Decision.happens(new Occurrence(fact, APOLLO, 6, NOW)));
        assertThat(after(project, COMMAND, decision).deleted()).isTrue();
    }

    @Test
    void only_once() {
        assertThat(refusal(ProjectDeletion.decide(COMMAND, access(Role.owner, project(Setup.done, false, true)), NOW))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void only_as_it_was_seen() {
        assertThat(refusal(ProjectDeletion.decide(new DeleteProject(APOLLO, ACME, 4L, null), access(Role.owner), NOW))
                        .status())
                .isEqualTo(412);
    }

    @Test
    void as_it_was_seen_by_one_of_several_versions() {
        assertThat(ProjectDeletion.decide(
                        new DeleteProject(APOLLO, ACME, 4L, List.of(9L, 5L)), access(Role.owner), NOW))
                .isInstanceOf(Decision.Accepted.class);
        assertThat(refusal(ProjectDeletion.decide(
                                new DeleteProject(APOLLO, ACME, 4L, List.of(9L, 6L)), access(Role.owner), NOW))
                        .status())
                .isEqualTo(412);
    }

    @Test
    void not_by_members() {
        assertThat(refusal(ProjectDeletion.decide(COMMAND, access(Role.member), NOW))
                        .status())
                .isEqualTo(403);
    }
}
