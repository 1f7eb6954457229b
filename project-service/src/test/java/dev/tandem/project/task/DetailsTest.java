package dev.tandem.project.task;

import static dev.tandem.project.Apollo.ACME;
import static dev.tandem.project.Apollo.APOLLO;
import static dev.tandem.project.Apollo.CAROL;
import static dev.tandem.project.Apollo.DONE;
import static dev.tandem.project.Apollo.LANDING;
import static dev.tandem.project.Apollo.NOW;
import static dev.tandem.project.Apollo.THEN;
import static dev.tandem.project.Apollo.section;
import static dev.tandem.project.TaskCommand.about;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.project.TaskCommand;
import dev.tandem.project.TaskMembers;
import dev.tandem.project.order.Spot;
import java.lang.reflect.RecordComponent;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every detail is set, changed and cleared by the commands' members of its name, is kept, and its change is a fact. */
class DetailsTest {

    /** The commands tell only whether a task is completed, and {@link TaskChangeTest} tries that. */
    private static final String BY_A_FLAG = "completedAt";

    private static final Details BARE =
            Details.of(command().with("title", "Land").create());
    private static final Details FULL = Details.of(full().create());

    static Stream<String> details() {
        return Stream.of(Details.class.getRecordComponents())
                .map(RecordComponent::getName)
                .filter(name -> !name.equals(BY_A_FLAG));
    }

    static Stream<String> clearable() {
        return Stream.of(Details.class.getRecordComponents())
                .filter(each -> each.getAnnotatedType().isAnnotationPresent(Nullable.class))
                .map(RecordComponent::getName)
                .filter(name -> !name.equals(BY_A_FLAG));
    }

    @ParameterizedTest
    @MethodSource("details")
    void a_new_task_has_it(String detail) throws Exception {
        Object value = TaskMembers.value(detail);

        onlyDifference(
                BARE,
                detail,
                value,
                Details.of(command().with("title", "Land").with(detail, value).create()));
    }

    @ParameterizedTest
    @MethodSource("details")
    void a_change_of_it_changes_nothing_else_and_is_one_fact(String detail) throws Exception {
        Object other = TaskMembers.otherValue(detail);
        Details changed = FULL.after(command().with(detail, other).change(), NOW);

        onlyDifference(FULL, detail, other, changed);
        isOneFact(changed);
    }

    @ParameterizedTest
    @MethodSource("clearable")
    void what_may_be_absent_is_cleared_and_that_is_one_fact(String detail) throws Exception {
        Details cleared = FULL.after(command().clearing(detail).change(), NOW);

        onlyDifference(FULL, detail, null, cleared);
        isOneFact(cleared);
    }

    @Test
    void nothing_else_can_be_cleared() {
        assertThat(TaskMembers.clearable())
                .containsExactlyInAnyOrderElementsOf(clearable().toList());
    }

    @Test
    void each_has_a_column_of_its_name() {
        assertThat(Details.COLUMNS.toJson(FULL).fieldNames())
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(details(), Stream.of(BY_A_FLAG)).toList());
    }

    private static TaskCommand command() {
        return about(LANDING, APOLLO, ACME);
    }

    private static TaskCommand full() {
        TaskCommand command = command();
        details().forEach(detail -> command.with(detail, TaskMembers.value(detail)));
        return command;
    }

    private static void onlyDifference(Details before, String changed, @Nullable Object value, Details after)
            throws ReflectiveOperationException {
        for (RecordComponent detail : Details.class.getRecordComponents()) {
            Object present = detail.getAccessor().invoke(after);
            if (detail.getName().equals(changed)) {
                assertThat(String.valueOf(present)).as(changed).isEqualTo(String.valueOf(value));
            } else {
                assertThat(present)
                        .as(detail.getName())
                        .isEqualTo(detail.getAccessor().invoke(before));
            }
        }
    }

    /** A change that no fact reports would be accepted, succeed, and be lost. */
    private static void isOneFact(Details next) {
        Task task = new Task(
                LANDING,
                ACME,
                APOLLO,
                FULL,
                "V",
                new Task.Tally(2, 0, 0),
                3,
                new Task.Start("alice", THEN, false),
                THEN,
                null);

        assertThat(new TaskFacts(task, next, section(DONE, "Done"), new Spot.Free("V", null), CAROL).inOrder())
                .hasSize(1);
    }
}
