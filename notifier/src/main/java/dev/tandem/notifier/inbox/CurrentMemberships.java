package dev.tandem.notifier.inbox;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.permission.Action;
import dev.tandem.kit.permission.Permissions;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Asks project-service who is in a workspace at this moment. The memberships that are kept here follow behind, so what they
 * find is asked about before it is shown: a user who was removed reads no more, however late the news comes.
 */
public final class CurrentMemberships {

    private final Permissions permissions;

    public CurrentMemberships(Permissions permissions) {
        this.permissions = permissions;
    }

    /**
     * Those of the workspaces that the caller may read now. Each is asked for once, together with what others ask; none is asked
     * for where there are none. Fails with a problem of the status 503 when that is not known.
     */
    Future<Set<UUID>> among(Caller caller, Collection<UUID> workspaces) {
        List<Future<Optional<UUID>>> answers = workspaces.stream()
                .distinct()
                .map(workspace -> permissions
                        .check(caller, Action.WORKSPACE_READ, workspace)
                        .map(permit -> Optional.of(workspace))
                        .recover(CurrentMemberships::unlessRefused))
                .toList();
        return Future.all(answers)
                .map(all -> answers.stream()
                        .flatMap(answer -> answer.result().stream())
                        .collect(Collectors.toSet()));
    }

    private static Future<Optional<UUID>> unlessRefused(Throwable failure) {
        return failure instanceof ProblemException refused
                        && (refused.problem().status() == 403
                                || refused.problem().status() == 404)
                ? Future.succeededFuture(Optional.empty())
                : Future.failedFuture(failure);
    }
}
