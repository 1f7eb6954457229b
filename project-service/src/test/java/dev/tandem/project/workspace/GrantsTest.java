package dev.tandem.project.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.Role;
import dev.tandem.kit.permission.Action;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GrantsTest {

    @ParameterizedTest
    @CsvSource({
        // action, owner, admin, member, viewer
        "WORKSPACE_READ, true, true, true,  true",
        "PROJECT_READ,   true, true, true,  true",
        "ACTIVITY_READ,  true, true, true,  true",
        "PROJECT_CREATE, true, true, true,  false",
        "MEMBERS_MANAGE, true, true, false, false",
        "WEBHOOKS_MANAGE, true, true, false, false",
        "AUDIT_READ, true, true, false, false",
        "AUDIT_LIMIT, true, false, false, false",
    })
    void the_matrix(Action action, boolean owner, boolean admin, boolean member, boolean viewer) {
        assertThat(Grants.allows(Role.owner, action)).isEqualTo(owner);
        assertThat(Grants.allows(Role.admin, action)).isEqualTo(admin);
        assertThat(Grants.allows(Role.member, action)).isEqualTo(member);
        assertThat(Grants.allows(Role.viewer, action)).isEqualTo(viewer);
    }
}
