package dev.tandem.project.structure;

import dev.tandem.contracts.ProjectSetupFailed;
import dev.tandem.contracts.ProjectStructured;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.order.Rank;
import dev.tandem.project.project.Project;
import dev.tandem.project.project.Setup;
import dev.tandem.project.section.Section;
import dev.tandem.project.task.Details;
import dev.tandem.project.task.Task;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The decision about the default structure of a project: the sections and tasks of its template, or none. Deciding writes
 * nothing.
 */
sealed interface Structure {

    /** Ranks of the project's last section and last task; null when it has none. */
    record End(@Nullable String section, @Nullable String task) {}

    /** Nothing to do: the structure exists, or is no longer wanted. */
    record Unwanted() implements Structure {}

    /**
     * The structure can be built.
     *
     * @param project the project afterwards
     * @param told the fact that reports the structure; null when there was nothing to build
     */
    record Built(
            Project project,
            List<Section> sections,
            List<Task> tasks,
            @Nullable Occurrence told) implements Structure {}

    /**
     * The structure can never be built.
     *
     * @param project the project afterwards, without any built items
     */
    record Failed(Project project, Occurrence told) implements Structure {}

    /**
     * Decides for the current state of the project. Only a project with a pending set-up gets a structure: never a
     * second time, never when deleted, and never while archived, because restoring requests it again.
     *
     * @param end after which sections and tasks are added
     */
    static Structure of(Project project, End end, Templates templates, Instant now) {
        if (project.setup() != Setup.pending || project.deleted() || project.archived()) {
            return new Unwanted();
        }
        String name = Objects.requireNonNullElse(project.template(), Setup.BLANK);
        return templates
                .named(name)
                .map(template -> built(project, template, end, now))
                .orElseGet(() -> failed(project, name, templates, now));
    }

    private static Structure built(Project project, Template template, End end, Instant now) {
        if (template.isBlank()) {
            return new Built(
                    project.planned(new Project.Plan(template.name(), Setup.none, null), now),
                    List.of(),
                    List.of(),
                    null);
        }
        List<String> sectionRanks =
                Rank.after(end.section(), template.sections().size());
        List<String> taskRanks = Rank.after(end.task(), template.tasks().size());
        List<Section> sections = new ArrayList<>();
        for (int number = 1; number <= template.sections().size(); number++) {
            sections.add(section(project, template, number, sectionRanks.get(number - 1), now));
        }
        List<Task> tasks = new ArrayList<>();
        for (int number = 1; number <= template.tasks().size(); number++) {
            Template.Item item = template.tasks().get(number - 1);
            UUID section = sections.get(item.section() - 1).id();
            tasks.add(Task.built(
                    ItemId.of(project, template.name(), "task", number),
                    project,
                    Details.of(item.title(), item.description(), section),
                    taskRanks.get(number - 1),
                    now));
        }
        Project after = project.planned(new Project.Plan(template.name(), Setup.done, null), now);
        ProjectStructured fact = new ProjectStructured(
                project.id(), project.workspaceId(), project.name(), template.name(), sections.size(), tasks.size());
        return new Built(after, sections, tasks, new Occurrence(fact, project.id(), after.version(), now));
    }

    private static Structure failed(Project project, String template, Templates templates, Instant now) {
        String reason = "There is no template " + template + "; there are " + templates.names() + ".";
        Project after = project.planned(new Project.Plan(template, Setup.failed, reason), now);
        ProjectSetupFailed fact =
                new ProjectSetupFailed(project.id(), project.workspaceId(), project.name(), template, reason);
        return new Failed(after, new Occurrence(fact, project.id(), after.version(), now));
    }

    private static Section section(Project project, Template template, int number, String rank, Instant now) {
        return new Section(
                ItemId.of(project, template.name(), "section", number),
                project.workspaceId(),
                project.id(),
                template.sections().get(number - 1),
                rank,
                0,
                1,
                true,
                now);
    }
}
