package dev.tandem.project.command;

import static dev.tandem.project.Commands.anyId;
import static dev.tandem.project.Commands.createProject;
import static dev.tandem.project.Commands.createWorkspace;
import static dev.tandem.project.Commands.sentBy;
import static dev.tandem.project.TaskCommand.about;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.AddComment;
import dev.tandem.contracts.Command;
import dev.tandem.contracts.CreateSection;
import dev.tandem.contracts.DeleteSection;
import dev.tandem.contracts.DeleteTask;
import dev.tandem.contracts.OperationFailed;
import dev.tandem.contracts.OperationSucceeded;
import dev.tandem.contracts.RestoreTask;
import dev.tandem.contracts.TaskDeleted;
import dev.tandem.contracts.TaskRestored;
import dev.tandem.messaging.Event;
import dev.tandem.project.OnDatabase;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests deleted and restored tasks among others, on a real database. */
class TrashingTaskTest {

    /** All of a row but what counts its changes. */
    private static final String ALL = "SELECT (to_jsonb(t) - 'version' - 'updated_at')::text FROM task t WHERE id = $1";

    private static final OnDatabase DATABASE = new OnDatabase("project_service_trash");

    private final CommandHandler handler = new CommandHandler(Clock.systemUTC());
    private final UUID workspace = anyId();
    private final UUID project = anyId();
    private final UUID section = anyId();

    @BeforeEach
    void aProjectWithASection() {
        handled(
                createWorkspace(workspace, "alice"),
                createProject(project, workspace),
                new CreateSection(section, project, workspace, "To do", null, null, null));
        DATABASE.told.clear();
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void a_task_comes_back_as_it_was_with_its_comments_at_its_place() {
        List<UUID> tasks = tasks(3);
        UUID task = tasks.get(1);
        handled(
                about(task, project, workspace)
                        .with("description", "Softly")
                        .with("assigneeId", "alice")
                        .with("dueOn", "2026-07-20")
                        .with("completed", true)
                        .change(),
                new AddComment(anyId(), task, project, workspace, "Done?"));
        String before = one(ALL, task);

        handled(delete(task));

        assertThat(one("SELECT deleted_by FROM task WHERE id = $1 AND deleted_at IS NOT NULL", task))
                .isEqualTo("alice");
        assertThat(DATABASE.told(TaskDeleted.class))
                .singleElement()
                .satisfies(fact -> assertThat(fact.completed()).isTrue());

        handled(restore(task));

        assertThat(one(ALL, task)).isEqualTo(before);
        assertThat(one("SELECT version FROM task WHERE id = $1", task)).isEqualTo("7");
        assertThat(one("SELECT count(*) FROM comment WHERE task_id = $1", task)).isEqualTo("1");
        assertThat(order()).isEqualTo(texts(tasks));
        assertThat(DATABASE.told(OperationFailed.class)).isEmpty();
    }

    @Test
    void its_place_stays_its_own_when_others_come_between_and_ranks_are_spread() {
        List<UUID> tasks = tasks(3);
        UUID task = tasks.get(1);
        handled(delete(task));
        UUID neighbour = tasks.get(0);
        for (int i = 0; i < 120; i++) {
            UUID other = anyId();
            handled(about(other, project, workspace)
                    .with(i % 2 == 0 ? "after" : "before", neighbour)
                    .create("Between"));
            neighbour = other;
        }
        assertThat(DATABASE.column("SELECT id FROM task WHERE project_id = $1 AND shifts > 0", project))
                .as("ranks were spread")
                .isNotEmpty();
        List<String> visible = order();

        handled(restore(task));

        List<String> expected = new ArrayList<>(visible);
        expected.add(visible.indexOf(tasks.get(2).toString()), task.toString());
        assertThat(order()).isEqualTo(expected);
        assertThat(visible).hasSize(122).doesNotContain(task.toString());
    }

    @Test
    void nothing_is_put_beside_a_task_that_nobody_sees() {
        List<UUID> tasks = tasks(3);
        handled(delete(tasks.get(1)));

        handled(move(tasks.get(0), tasks.get(1)));
        assertThat(refused()).isEqualTo(422);

        handled(delete(tasks.get(2)), move(tasks.get(0), tasks.get(2)), restore(tasks.get(2)));
        assertThat(refused()).isEqualTo(422);

        handled(restore(tasks.get(1)), move(tasks.get(0), tasks.get(1)));
        assertThat(order()).isEqualTo(texts(List.of(tasks.get(1), tasks.get(0), tasks.get(2))));
    }

    @Test
    void a_task_whose_section_was_deleted_comes_back_into_none() {
        UUID heir = anyId();
        List<UUID> tasks = tasks(2);
        handled(new CreateSection(heir, project, workspace, "Done", null, null, null), delete(tasks.get(0)));

        handled(new DeleteSection(section, project, workspace, null, null, heir));
        assertThat(moved())
                .as("what is in the trash has no changes")
                .containsExactly(tasks.get(1).toString());
        handled(restore(tasks.get(0)));

        assertThat(one("SELECT section_id FROM task WHERE id = $1", tasks.get(0)))
                .isEqualTo("null");
        assertThat(one("SELECT section_id FROM task WHERE id = $1", tasks.get(1)))
                .isEqualTo(heir.toString());
        assertThat(DATABASE.told(TaskRestored.class))
                .singleElement()
                .satisfies(fact -> assertThat(fact.sectionId()).isNull());
        assertThat(moved()).containsExactlyInAnyOrderElementsOf(texts(tasks));
    }

    @Test
    void all_that_in_one_batch_is_the_same() {
        List<UUID> tasks = tasks(2);

        handled(
                delete(tasks.get(0)),
                new DeleteSection(section, project, workspace, null, null, null),
                delete(tasks.get(1)),
                restore(tasks.get(1)),
                restore(tasks.get(0)),
                restore(tasks.get(0)));

        assertThat(DATABASE.told(OperationSucceeded.class)).hasSize(6);
        assertThat(DATABASE.told(TaskRestored.class)).hasSize(2);
        assertThat(DATABASE.column(
                        "SELECT concat_ws(' ', version, section_id, deleted_at) FROM task WHERE project_id = $1 ORDER BY rank",
                        project))
                .containsExactly("3", "4");
        assertThat(moved()).containsExactlyInAnyOrderElementsOf(texts(tasks));
    }

    @Test
    void a_section_of_deleted_tasks_only_is_no_larger_for_them() {
        tasks(1).forEach(task -> handled(delete(task)));
        assertThat(DATABASE.column("SELECT count(*) FROM task WHERE section_id = $1 AND deleted_at IS NULL", section))
                .containsExactly("0");

        handled(new DeleteSection(section, project, workspace, null, null, null));

        assertThat(DATABASE.told(OperationFailed.class)).isEmpty();
    }

    private List<UUID> tasks(int count) {
        List<UUID> tasks = Stream.generate(() -> anyId()).limit(count).toList();
        tasks.forEach(task -> handled(
                about(task, project, workspace).with("sectionId", section).create("Land")));
        DATABASE.told.clear();
        return tasks;
    }

    private Command delete(UUID task) {
        return new DeleteTask(task, project, workspace, null, null);
    }

    private Command restore(UUID task) {
        return new RestoreTask(task, project, workspace);
    }

    private Command move(UUID task, UUID after) {
        return about(task, project, workspace).with("after", after).change();
    }

    private void handled(Command... commands) {
        DATABASE.handled(
                handler, Stream.of(commands).map(each -> sentBy("alice", each)).toArray(Event[]::new));
    }

    private int refused() {
        List<OperationFailed> failures = DATABASE.told(OperationFailed.class);
        assertThat(failures).hasSize(1);
        DATABASE.told.clear();
        return failures.get(0).status();
    }

    /** Tasks whose histories say that they are in another section. */
    private List<String> moved() {
        return DATABASE.column(
                "SELECT h.task_id FROM task_history h JOIN task t ON t.id = h.task_id"
                        + " WHERE t.project_id = $1 AND h.changes ? 'sectionId'",
                project);
    }

    private List<String> order() {
        return DATABASE.column(
                "SELECT id FROM task WHERE project_id = $1 AND deleted_at IS NULL ORDER BY rank", project);
    }

    private static List<String> texts(List<UUID> ids) {
        return ids.stream().map(UUID::toString).toList();
    }

    private static String one(String sql, @Nullable Object value) {
        List<String> rows = DATABASE.column(sql, value);
        assertThat(rows).hasSize(1);
        return rows.get(0);
    }
}
