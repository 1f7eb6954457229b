package dev.tandem.project.command;

import static dev.tandem.kit.testing.Awaiting.get;
import static dev.tandem.project.Commands.anyId;
import static dev.tandem.project.Commands.createProject;
import static dev.tandem.project.Commands.createWorkspace;
import static dev.tandem.project.Commands.sentBy;
import static dev.tandem.project.TaskCommand.about;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.contracts.ChangeSection;
import dev.tandem.contracts.ChangeTask;
import dev.tandem.contracts.CreateSection;
import dev.tandem.contracts.DeleteSection;
import dev.tandem.contracts.OperationFailed;
import dev.tandem.contracts.OperationSucceeded;
import dev.tandem.contracts.SectionDeleted;
import dev.tandem.contracts.TaskCreated;
import dev.tandem.contracts.TaskMoved;
import dev.tandem.contracts.TaskReordered;
import dev.tandem.messaging.Event;
import dev.tandem.messaging.Outcome;
import dev.tandem.project.OnDatabase;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tests the order of tasks and sections on a real database, with transactions at the same time. */
class MovingTogetherTest {

    private static final OnDatabase DATABASE = new OnDatabase("project_service_order");

    private final CommandHandler handler = new CommandHandler(Clock.systemUTC());
    private final UUID workspace = anyId();
    private final UUID project = anyId();

    @BeforeEach
    void aProjectOfAliceAndBob() {
        handled(
                sentBy("alice", createWorkspace(workspace, "alice")),
                sentBy("alice", createProject(project, workspace)));
        DATABASE.column("INSERT INTO member VALUES ($1, 'bob', 'member', null, null, now())", workspace);
        DATABASE.told.clear();
    }

    @AfterAll
    static void close() {
        DATABASE.close();
    }

    @Test
    void two_who_move_to_one_place_at_the_same_time_leave_one_order_for_all() {
        List<UUID> tasks = tasks(40);
        UUID place = tasks.get(0);
        List<Future<List<Outcome>>> moves = new ArrayList<>();
        for (int i = 1; i < 40; i++) {
            ChangeTask move = move(tasks.get(i), "after", place);
            moves.add(DATABASE.handling(handler, sentBy(i % 2 == 0 ? "alice" : "bob", move)));
        }
        get(Future.join(moves));

        assertThat(moves).allSatisfy(each -> assertThat(each.result()).containsOnly(Outcome.done()));
        List<String> order = order();
        assertThat(order).hasSize(40).startsWith(place.toString());
        assertThat(DATABASE.column("SELECT count(DISTINCT rank) FROM task WHERE project_id = $1", project))
                .containsExactly("40");
    }

    @Test
    void a_batch_moves_each_task_to_where_those_before_it_left_its_neighbour() {
        List<UUID> tasks = tasks(4);

        handled(
                sentBy("alice", move(tasks.get(3), "before", tasks.get(0))),
                sentBy("bob", move(tasks.get(2), "after", tasks.get(3))),
                sentBy("alice", move(tasks.get(1), "place", "first")),
                sentBy("bob", move(tasks.get(0), "before", tasks.get(1))));

        assertThat(order()).isEqualTo(texts(tasks.get(0), tasks.get(1), tasks.get(3), tasks.get(2)));
        assertThat(DATABASE.told(TaskReordered.class)).hasSize(4);
    }

    @Test
    void who_listens_keeps_the_same_order_even_when_ranks_are_spread() {
        List<UUID> tasks = tasks(12);
        TreeMap<String, String> board = new TreeMap<>();
        List<TaskReordered> told = new ArrayList<>();
        UUID previous = tasks.get(0);
        for (int i = 0; i < 120; i++) {
            UUID task = tasks.get(1 + i % 11);
            if (!task.equals(previous)) {
                handled(sentBy("alice", move(task, i % 2 == 0 ? "before" : "after", previous)));
                previous = task;
            }
        }
        told.addAll(DATABASE.told(TaskReordered.class));
        DATABASE.told(TaskCreated.class).forEach(fact -> board.put(fact.taskId().toString(), fact.rank()));
        for (TaskReordered fact : told) {
            board.put(fact.taskId().toString(), fact.rank());
            if (fact.reranked() != null) {
                fact.reranked().forEach(other -> board.put(other.id().toString(), other.rank()));
            }
        }

        assertThat(told).anySatisfy(fact -> assertThat(fact.reranked()).isNotEmpty());
        assertThat(DATABASE.column("SELECT id || ' ' || rank FROM task WHERE project_id = $1 ORDER BY rank", project))
                .isEqualTo(board.entrySet().stream()
                        .sorted(Map.Entry.comparingByValue())
                        .map(each -> each.getKey() + " " + each.getValue())
                        .toList());
        assertThat(DATABASE.column("SELECT max(length(rank)) FROM task WHERE project_id = $1", project))
                .allSatisfy(longest -> assertThat(Integer.parseInt(longest)).isLessThanOrEqualTo(32));
        assertThat(DATABASE.column("SELECT sum(shifts) > 0 FROM task WHERE project_id = $1", project))
                .containsExactly("true");
    }

    @Test
    void a_neighbour_in_another_project_or_workspace_is_none() {
        UUID other = anyId();
        UUID there = anyId();
        List<UUID> tasks = tasks(2);
        handled(
                sentBy("alice", createProject(other, workspace)),
                sentBy("alice", about(there, other, workspace).create("There")));
        DATABASE.told.clear();

        handled(
                sentBy("alice", move(tasks.get(0), "after", there)),
                sentBy("alice", move(tasks.get(0), "after", anyId())),
                sentBy("alice", new CreateSection(anyId(), project, workspace, "To do", tasks.get(0), null, null)));

        assertThat(DATABASE.told(OperationFailed.class))
                .hasSize(3)
                .allSatisfy(failure -> assertThat(failure.status()).isEqualTo(422));
        assertThat(order()).isEqualTo(texts(tasks.get(0), tasks.get(1)));
    }

    @Test
    void a_task_that_gets_into_another_section_is_the_last_unless_it_says_where() {
        UUID section = aSection("To do");
        List<UUID> tasks = tasks(3);

        handled(
                sentBy(
                        "bob",
                        about(tasks.get(1), project, workspace)
                                .with("sectionId", section)
                                .change()),
                sentBy(
                        "bob",
                        about(tasks.get(2), project, workspace)
                                .with("sectionId", section)
                                .with("before", tasks.get(0))
                                .change()));

        assertThat(order()).isEqualTo(texts(tasks.get(2), tasks.get(0), tasks.get(1)));
        assertThat(DATABASE.told(TaskMoved.class))
                .hasSize(2)
                .allSatisfy(fact -> assertThat(fact.rank()).isNotNull());
    }

    @Test
    void sections_are_renamed_and_moved() {
        List<UUID> sections = List.of(aSection("One"), aSection("Two"), aSection("Three"));

        handled(
                sentBy("bob", change(sections.get(2), null, sections.get(0))),
                sentBy("bob", change(sections.get(0), "First", null)),
                sentBy("bob", new CreateSection(anyId(), project, workspace, "Zero", null, null, "first")));

        assertThat(DATABASE.column(
                        "SELECT name || ' ' || version FROM section WHERE project_id = $1 ORDER BY rank", project))
                .containsExactly("Zero 1", "Three 2", "First 2", "Two 1");
    }

    @Test
    void the_tasks_of_a_deleted_section_are_in_the_other_or_in_none_and_keep_their_order() {
        UUID one = aSection("One");
        UUID two = aSection("Two");
        UUID three = aSection("Three");
        List<UUID> tasks = tasks(3);
        handled(
                sentBy(
                        "bob",
                        about(tasks.get(0), project, workspace)
                                .with("sectionId", one)
                                .change()),
                sentBy(
                        "bob",
                        about(tasks.get(1), project, workspace)
                                .with("sectionId", two)
                                .change()));
        List<String> before = order();
        DATABASE.told.clear();

        handled(
                sentBy("bob", new DeleteSection(one, project, workspace, 1L, null, two)),
                sentBy(
                        "bob",
                        about(tasks.get(2), project, workspace)
                                .with("sectionId", two)
                                .change()),
                sentBy("bob", new DeleteSection(two, project, workspace, null, null, three)));
        assertThat(DATABASE.column(
                        "SELECT section_id || ' ' || version FROM task WHERE project_id = $1 ORDER BY id", project))
                .containsExactly(three + " 3", three + " 3", three + " 3");
        handled(sentBy("bob", new DeleteSection(three, project, workspace, null, null, null)));

        assertThat(DATABASE.told(OperationFailed.class)).isEmpty();
        assertThat(DATABASE.told(SectionDeleted.class)).hasSize(3);
        assertThat(order())
                .hasSize(3)
                .startsWith(before.get(0).equals(tasks.get(2).toString()) ? before.get(1) : before.get(0));
        assertThat(DATABASE.column("SELECT section_id FROM task WHERE project_id = $1", project))
                .containsExactly("null", "null", "null");
        assertThat(DATABASE.column("SELECT id FROM section WHERE project_id = $1", project))
                .isEmpty();
        assertThat(DATABASE.column("""
                        SELECT string_agg(concat_ws(' ', former_section, '>', section), ', ' ORDER BY h.version)
                        FROM task t JOIN task_history h ON h.task_id = t.id
                        WHERE t.project_id = $1 GROUP BY t.id ORDER BY t.id
                        """, project))
                .containsExactly(
                        "> One, One > Three, Three >", "> Two, Two > Three, Three >", "> Two, Two > Three, Three >");
    }

    @Test
    void in_a_deleted_section_there_is_nothing_and_tasks_go_only_to_another_of_the_project() {
        UUID section = aSection("One");
        List<UUID> tasks = tasks(1);
        UUID other = anyId();
        UUID elsewhere = anyId();
        handled(
                sentBy("alice", createProject(other, workspace)),
                sentBy("alice", new CreateSection(elsewhere, other, workspace, "Elsewhere", null, null, null)));
        DATABASE.told.clear();

        handled(
                sentBy("bob", new DeleteSection(section, project, workspace, null, null, elsewhere)),
                sentBy("bob", new DeleteSection(section, project, workspace, null, null, section)),
                sentBy("bob", new DeleteSection(section, project, workspace, 7L, null, null)),
                sentBy("bob", new DeleteSection(elsewhere, project, workspace, null, null, null)));
        assertThat(statuses()).containsExactly(422, 422, 412, 404);
        DATABASE.told.clear();

        handled(
                sentBy("bob", new DeleteSection(section, project, workspace, null, null, null)),
                sentBy("bob", new DeleteSection(section, project, workspace, null, null, null)),
                sentBy("bob", change(section, "Gone", null)),
                sentBy(
                        "bob",
                        about(tasks.get(0), project, workspace)
                                .with("sectionId", section)
                                .change()));
        assertThat(statuses()).containsExactly(404, 404, 422);
        assertThat(DATABASE.told(OperationSucceeded.class)).hasSize(1);
    }

    private List<Integer> statuses() {
        return DATABASE.told(OperationFailed.class).stream()
                .map(OperationFailed::status)
                .toList();
    }

    private List<UUID> tasks(int number) {
        List<UUID> tasks = Stream.generate(() -> anyId()).limit(number).toList();
        handled(tasks.stream()
                .map(task -> sentBy("alice", about(task, project, workspace).create("Land")))
                .toArray(Event[]::new));
        return tasks;
    }

    private UUID aSection(String name) {
        UUID section = anyId();
        handled(sentBy("alice", new CreateSection(section, project, workspace, name, null, null, null)));
        return section;
    }

    private ChangeTask move(UUID task, String member, Object value) {
        return about(task, project, workspace).with(member, value).change();
    }

    private ChangeSection change(UUID section, @Nullable String name, @Nullable UUID before) {
        return new ChangeSection(section, project, workspace, null, null, name, before, null, null);
    }

    private List<String> order() {
        return DATABASE.column("SELECT id FROM task WHERE project_id = $1 ORDER BY rank", project);
    }

    private static List<String> texts(UUID... ids) {
        return Stream.of(ids).map(UUID::toString).toList();
    }

    private void handled(Event... events) {
        assertThat(DATABASE.handled(handler, events)).containsOnly(Outcome.done());
    }
}
