package dev.tandem.notifier.reaction;

import dev.tandem.contracts.Cases;
import dev.tandem.contracts.Contracts;
import dev.tandem.contracts.Fact;
import dev.tandem.contracts.MemberAdded;
import dev.tandem.contracts.MemberChanged;
import dev.tandem.contracts.MemberRemoved;
import dev.tandem.contracts.ProjectFact;
import dev.tandem.contracts.SectionFact;
import dev.tandem.contracts.TaskFact;
import dev.tandem.contracts.TaskPurged;
import dev.tandem.contracts.WorkspaceCreated;
import dev.tandem.notifier.announcement.Announcement;
import dev.tandem.notifier.announcement.ReceivedFact;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides who is notified of a fact, and in which words: never the actor, and nobody twice. Pure. */
final class Rules {

    private record Audience(
            Collection<String> members, @Nullable String actorId) {}

    private static final Cases<Fact, Function<Audience, Notice>> NOTICES = Cases.<Fact, Function<Audience, Notice>>of(
                    Fact.class)
            .on(TaskFact.class, fact -> audience -> TaskRules.notice(fact))
            .on(TaskPurged.class, fact -> audience -> Notice.NONE)
            .on(ProjectFact.class, fact -> audience -> ProjectRules.notice(fact, audience.members))
            .on(MemberAdded.class, fact -> audience -> MemberRules.added(fact, audience.actorId))
            .on(MemberChanged.class, fact -> audience -> MemberRules.changed(fact, audience.actorId))
            .on(MemberRemoved.class, fact -> audience -> Notice.NONE)
            .on(WorkspaceCreated.class, fact -> audience -> Notice.NONE)
            .on(SectionFact.class, fact -> audience -> Notice.NONE)
            .complete();

    private Rules() {}

    /** Returns true if all members of the workspace are notified, and so must be known. */
    static boolean concernsEverybody(Fact fact) {
        return fact instanceof ProjectFact project
                && !ProjectRules.notice(project, List.of()).lines().isEmpty();
    }

    /** @param members members of the workspace; used only when the fact concerns everybody */
    static List<Announcement> announcements(ReceivedFact told, Collection<String> members) {
        Notice notice = notice(told, members);
        Set<String> passedOver = new HashSet<>();
        if (notice.actor() != null) {
            passedOver.add(notice.actor().id());
        }
        List<Announcement> announcements = new ArrayList<>();
        for (Notice.Line line : notice.lines()) {
            List<String> recipients =
                    line.users().stream().filter(passedOver::add).toList();
            if (!recipients.isEmpty()) {
                announcements.add(announcement(told, notice, line, recipients));
            }
        }
        return announcements;
    }

    private static Notice notice(ReceivedFact told, Collection<String> members) {
        return NOTICES.apply(told.fact())
                .apply(new Audience(members, told.envelope().actor()));
    }

    private static Announcement announcement(
            ReceivedFact told, Notice notice, Notice.Line line, List<String> recipients) {
        return new Announcement(
                told.cause(),
                told.workspaceId(),
                notice.projectId(),
                notice.taskId(),
                line.concern(),
                Contracts.of(told.fact()).routingKey(),
                line.sentence(),
                notice.actor(),
                recipients);
    }
}
