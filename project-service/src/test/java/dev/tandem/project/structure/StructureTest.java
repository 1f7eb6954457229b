package dev.tandem.project.structure;

import static dev.tandem.project.Apollo.ACME;
import static dev.tandem.project.Apollo.APOLLO;
import static dev.tandem.project.Apollo.NOW;
import static dev.tandem.project.Apollo.project;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import dev.tandem.contracts.ProjectSetupFailed;
import dev.tandem.contracts.ProjectStructured;
import dev.tandem.project.decision.Occurrence;
import dev.tandem.project.project.Project;
import dev.tandem.project.project.Setup;
import dev.tandem.project.section.Section;
import dev.tandem.project.task.Task;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StructureTest {

    private static final Project WAITING = project(Setup.pending, false, false);

    @ParameterizedTest
    @CsvSource({"kanban, 3, 3", "scrum, 5, 4", "launch, 4, 5"})
    void the_templates(String template, int sections, int tasks) {
        Structure.Built built = built(waitingFor(template));
        assertThat(built.sections()).hasSize(sections);
        assertThat(built.tasks()).hasSize(tasks);
        ProjectStructured fact = new ProjectStructured(APOLLO, ACME, "Apollo", template, sections, tasks);
        assertThat(built.told()).isEqualTo(new Occurrence(fact, APOLLO, 7, NOW));
        assertThat(built.project().setup()).isEqualTo(Setup.done);
        assertThat(built.project().version()).isEqualTo(7);
    }

    @Test
    void of_the_blank_template_nothing_is_built_and_nobody_is_told() {
        Structure.Built built = built(waitingFor("blank"));
        assertThat(built.sections()).isEmpty();
        assertThat(built.tasks()).isEmpty();
        assertThat(built.told()).isNull();
        assertThat(built.project().setup()).isEqualTo(Setup.none);
    }

    @Test
    void what_is_built_follows_what_is_there_and_stands_in_its_order() {
        Structure.Built built =
                (Structure.Built) Structure.of(WAITING, new Structure.End("V5", "VA"), Templates.STANDARD, NOW);
        assertThat(built.sections()).extracting(Section::rank).containsExactly("V50001", "V50002", "V50003");
        assertThat(built.sections()).extracting(Section::name).containsExactly("To do", "In progress", "Done");
        assertThat(built.tasks()).extracting(Task::rank).containsExactly("VA0001", "VA0002", "VA0003");
        assertThat(built.tasks()).allSatisfy(task -> {
            assertThat(built.sections())
                    .extracting(Section::id)
                    .contains(task.details().sectionId());
            assertThat(task.createdBy()).isEqualTo("alice");
            assertThat(task.start().built()).isTrue();
        });
    }

    @Test
    void ids_follow_from_the_project_and_the_item() {
        List<UUID> ids = ids(built(WAITING));
        assertThat(ids).doesNotHaveDuplicates().isEqualTo(ids(built(WAITING)));
        assertThat(ids).allSatisfy(id -> {
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(id.getMostSignificantBits() >>> 16)
                    .isEqualTo(WAITING.life().createdAt().toEpochMilli());
        });
    }

    @Test
    void lists_show_the_first_task_of_the_template_first_and_whatever_is_added_before_it() {
        List<UUID> ids = built(WAITING).tasks().stream().map(Task::id).toList();
        assertThat(ids).isSortedAccordingTo(Comparator.comparing(UUID::toString).reversed());
        assertThat(UuidCreator.getTimeOrderedEpoch().toString())
                .isGreaterThan(ids.get(0).toString());
    }

    @Test
    void what_no_template_says_can_never_be_built() {
        Structure structure =
                Structure.of(waitingFor("waterfall"), new Structure.End(null, null), Templates.STANDARD, NOW);
        String reason = "There is no template waterfall; there are blank, kanban, launch, scrum.";
        assertThat(structure)
                .isEqualTo(new Structure.Failed(
                        waitingFor("waterfall").planned(new Project.Plan("waterfall", Setup.failed, reason), NOW),
                        new Occurrence(
                                new ProjectSetupFailed(APOLLO, ACME, "Apollo", "waterfall", reason), APOLLO, 7, NOW)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "done", "failed"})
    void who_does_not_wait_gets_nothing(String setup) {
        assertThat(Structure.of(
                        project(Setup.valueOf(setup), false, false),
                        new Structure.End(null, null),
                        Templates.STANDARD,
                        NOW))
                .isEqualTo(new Structure.Unwanted());
    }

    @Test
    void nor_does_a_project_that_was_deleted_or_archived_meanwhile() {
        assertThat(Structure.of(
                        project(Setup.pending, false, true), new Structure.End(null, null), Templates.STANDARD, NOW))
                .isEqualTo(new Structure.Unwanted());
        assertThat(Structure.of(
                        project(Setup.pending, true, false), new Structure.End(null, null), Templates.STANDARD, NOW))
                .isEqualTo(new Structure.Unwanted());
    }

    @Test
    void a_template_that_could_not_be_built_is_none() {
        assertThatThrownBy(() -> new Template("odd", List.of("A"), List.of(new Template.Item(2, "Lost", "?"))))
                .hasMessageContaining("no section 2");
        assertThatThrownBy(() -> new Template("odd", List.of("A"), List.of())).hasMessageContaining("without tasks");
    }

    private static Project waitingFor(String template) {
        return WAITING.planned(new Project.Plan(template, Setup.pending, null), NOW);
    }

    private static Structure.Built built(Project project) {
        return (Structure.Built) Structure.of(project, new Structure.End(null, null), Templates.STANDARD, NOW);
    }

    private static List<UUID> ids(Structure.Built built) {
        return Stream.concat(
                        built.sections().stream().map(Section::id),
                        built.tasks().stream().map(Task::id))
                .toList();
    }
}
