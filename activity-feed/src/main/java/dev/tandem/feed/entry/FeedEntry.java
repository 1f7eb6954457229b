package dev.tandem.feed.entry;

import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.Fact;
import dev.tandem.contracts.MemberAdded;
import dev.tandem.contracts.MemberChanged;
import dev.tandem.contracts.MemberRemoved;
import dev.tandem.contracts.ProjectCreated;
import dev.tandem.contracts.WorkspaceCreated;
import dev.tandem.messaging.Envelope;
import dev.tandem.messaging.Event;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of a feed.
 *
 * @param id the event's
 * @param projectId absent for what happened to the workspace itself
 * @param at when it happened, in the microseconds that the database keeps
 * @param verb the event's topic: {@code project.created}
 * @param actor absent for the system itself
 * @param summary the same in a sentence
 */
public record FeedEntry(
        UUID id,
        UUID workspaceId,
        @Nullable UUID projectId,
        Instant at,
        String verb,
        @Nullable Actor actor,
        Topic object,
        String summary) {

    static FeedEntry of(Event event) {
        return of(event.envelope(), (Fact) event.payload());
    }

    /** @throws IllegalArgumentException when the envelope is another workspace's: it must reach nobody's feed */
    static FeedEntry of(Envelope envelope, Fact fact) {
        if (fact instanceof ProjectCreated created) {
            Topic project = new Topic("project", created.projectId().toString(), created.name());
            return entry(
                    envelope, fact, created.workspaceId(), created.projectId(), Actor.of(created.createdBy()), project);
        }
        if (fact instanceof WorkspaceCreated created) {
            Topic workspace = new Topic("workspace", created.workspaceId().toString(), created.name());
            return entry(envelope, fact, created.workspaceId(), null, Actor.of(created.owner()), workspace);
        }
        Actor actor = Actor.known(envelope.actor());
        if (fact instanceof MemberAdded added) {
            return entry(envelope, fact, added.workspaceId(), null, actor, member(added.userId(), added.name()));
        }
        if (fact instanceof MemberChanged changed) {
            return entry(envelope, fact, changed.workspaceId(), null, actor, member(changed.userId(), changed.name()));
        }
        MemberRemoved removed = (MemberRemoved) fact;
        return entry(envelope, fact, removed.workspaceId(), null, actor, member(removed.userId(), null));
    }

    private static Topic member(String userId, @Nullable String name) {
        return new Topic("member", userId, name);
    }

    private static FeedEntry entry(
            Envelope envelope,
            Fact fact,
            UUID workspaceId,
            @Nullable UUID projectId,
            @Nullable Actor actor,
            Topic object) {
        if (!envelope.tenant().equals(workspaceId.toString())) {
            throw new IllegalArgumentException(
                    "The event is about workspace " + workspaceId + ", its envelope about another");
        }
        return new FeedEntry(
                envelope.id(),
                workspaceId,
                projectId,
                envelope.time().truncatedTo(ChronoUnit.MICROS),
                Contracts.of(fact).routingKey(),
                actor,
                object,
                Summary.of(fact, actor, object));
    }
}
