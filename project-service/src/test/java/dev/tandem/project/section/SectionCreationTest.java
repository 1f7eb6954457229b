package dev.tandem.project.section;

import static dev.tandem.project.Apollo.ACME;
import static dev.tandem.project.Apollo.APOLLO;
import static dev.tandem.project.Apollo.CAROL;
import static dev.tandem.project.Apollo.NOW;
import static dev.tandem.project.Apollo.TO_DO;
import static dev.tandem.project.Apollo.access;
import static dev.tandem.project.Apollo.project;
import static dev.tandem.project.Apollo.refusal;
import static dev.tandem.project.Apollo.section;
import static dev.tandem.project.Apollo.sectionOfAnotherProject;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.CreateSection;
import dev.tandem.contracts.Role;
import dev.tandem.contracts.SectionCreated;
import dev.tandem.project.decision.Decision;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.order.Order;
import dev.tandem.project.project.ProjectAccess;
import dev.tandem.project.project.Setup;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SectionCreationTest {

    private static final CreateSection COMMAND = new CreateSection(TO_DO, APOLLO, ACME, "To do", null, null, null);

    @Test
    void a_member_makes_a_section() {
        SectionCreated fact = new SectionCreated(TO_DO, APOLLO, ACME, "To do", "V", null, CAROL);
        assertThat(decided(access(Role.member), null)).isEqualTo(Decision.happens(new Occurrence(fact, TO_DO, 1, NOW)));
    }

    @Test
    void a_repeated_command_changes_nothing_even_when_the_right_is_gone() {
        assertThat(decided(new ProjectAccess(project(), null), section(TO_DO, "Renamed")))
                .isEqualTo(Decision.changesNothing());
    }

    @Test
    void refusals() {
        assertThat(refusal(decided(access(Role.viewer), null)).status()).isEqualTo(403);
        assertThat(refusal(decided(new ProjectAccess(project(), null), null)).status())
                .isEqualTo(404);
        assertThat(refusal(decided(access(Role.member, project(Setup.done, true, false)), null))
                        .status())
                .isEqualTo(409);
        assertThat(refusal(decided(access(Role.member, project(Setup.done, false, true)), section(TO_DO, "To do")))
                        .status())
                .isEqualTo(404);
        assertThat(refusal(decided(access(Role.member), sectionOfAnotherProject(TO_DO)))
                        .status())
                .isEqualTo(409);
    }

    private static Decision decided(ProjectAccess access, @Nullable Section existing) {
        return SectionCreation.decide(COMMAND, access, existing, Order.empty("section"), NOW);
    }
}
