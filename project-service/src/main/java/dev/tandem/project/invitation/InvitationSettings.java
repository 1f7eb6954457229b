package dev.tandem.project.invitation;

import dev.tandem.kit.auth.InvitationKey;
import dev.tandem.kit.config.Environment;
import dev.tandem.kit.retention.Rule;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of invitations.
 *
 * @param key empty if the operator wants no invitations
 * @param perWorkspace maximum number of open invitations of one workspace
 * @param mailsPerHour maximum number of mails in an hour of one workspace, and of one inviter
 * @param validity the time from the last mail of an invitation to its end
 * @param kept how long an invitation is kept after its end by time, whatever became of it
 */
public record InvitationSettings(
        Optional<InvitationKey> key, int perWorkspace, int mailsPerHour, Duration validity, Duration kept) {

    private static final int MOST = 100_000;
    private static final int MOST_DAYS = 365;

    public static InvitationSettings from(Environment environment) {
        return new InvitationSettings(
                environment.secretValue(
                        "INVITATION_KEY",
                        "the key by which tokens of invitations are made; without one, there are no invitations",
                        InvitationKey.EXPECTED,
                        InvitationKey::parse),
                environment.integer(
                        "INVITATIONS_PER_WORKSPACE", "open invitations that one workspace may have", 1, MOST, 1_000),
                environment.integer(
                        "INVITATION_MAILS_PER_HOUR",
                        "mails of invitations that one workspace, or one inviter, may send in an hour",
                        1,
                        MOST,
                        100),
                Duration.ofDays(
                        environment.integer("INVITATION_DAYS", "days until an invitation expires", 1, MOST_DAYS, 7)),
                Rule.days(environment, "INVITATIONS_KEPT_DAYS", "expired invitations", 30));
    }
}
