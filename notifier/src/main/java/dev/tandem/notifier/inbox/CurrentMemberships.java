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
 * Queries project-service for current memberships. The local read model lags behind, so notifications are checked before
 * they are shown: a removed user reads nothing more, however late the event arrives.
 */
record CurrentMemberships(Permissions permissions) {

    /**
     * Returns those of the workspaces that the caller may read now. Sends one question per workspace, batched with the
     * questions of other callers. Fails with a problem of status 503 when the answer is unknown.
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
