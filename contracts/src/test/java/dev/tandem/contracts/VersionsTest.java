package dev.tandem.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tandem.contracts.Bounds.Items;
import dev.tandem.contracts.Bounds.Text;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A second version of an event stands beside the first, on one topic. */
class VersionsTest {

    /** A second version of {@link ProjectRenamed}, which an earlier reader would misunderstand. */
    private record RenamedOften(
            UUID projectId,
            @Text(200) String name,
            @Items(most = 10) List<@Text(200) String> formerNames) {
        RenamedOften {
            Shape.check(RenamedOften.class, projectId, name, formerNames);
        }
    }

    private static final Contract FIRST = Contracts.of(ProjectRenamed.class);
    private static final Contract SECOND =
            new Contract(RenamedOften.class, "", FIRST.exchange(), FIRST.routingKey(), FIRST.sender()).inVersion(2);

    private final Catalogue ofBoth = new Catalogue(List.of(FIRST, SECOND));
    private final JsonNode first = Goldens.golden(FIRST);
    private final RenamedOften second = new RenamedOften(UUID.randomUUID(), "Gemini", List.of("Apollo", "Mercury"));

    @Test
    void they_have_one_topic_and_two_types() {
        assertThat(SECOND.routingKey()).isEqualTo("project.renamed");
        assertThat(FIRST.type()).isEqualTo("dev.tandem.project.renamed.v1");
        assertThat(SECOND.type()).isEqualTo("dev.tandem.project.renamed.v2");
    }

    @Test
    void who_writes_chooses_by_the_record_and_who_knows_both_reads_both() {
        JsonNode written = Contracts.mapper().valueToTree(second);

        assertThat(ofBoth.read(ofBoth.of(second.getClass()).type(), written)).isEqualTo(second);
        assertThat(ofBoth.read(ofBoth.of(ProjectRenamed.class).type(), first)).isInstanceOf(ProjectRenamed.class);
    }

    @Test
    void each_version_has_bounds_of_its_own() {
        assertThatThrownBy(() -> ofBoth.read(SECOND.type(), first))
                .isInstanceOf(ContractViolation.class)
                .hasMessageContaining("formerNames is missing");
    }

    /** Its consumer makes a dead letter of it, to be replayed to a later version of itself. */
    @Test
    void who_knows_only_the_first_refuses_the_second_by_its_type() {
        JsonNode written = Contracts.mapper().valueToTree(second);

        assertThatThrownBy(() -> new Catalogue(List.of(FIRST)).read(SECOND.type(), written))
                .isInstanceOf(ContractViolation.class)
                .hasMessage("Unknown message type dev.tandem.project.renamed.v2");
        assertThatThrownBy(() -> Contracts.read(SECOND.type(), written)).isInstanceOf(ContractViolation.class);
    }

    @Test
    void a_version_that_is_not_told_apart_is_a_mistake_in_the_list() {
        assertThatThrownBy(() -> new Catalogue(List.of(FIRST, SECOND.inVersion(1))))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void they_are_two_messages_of_one_channel() {
        Stream<String> received = Stream.of(TandemService.values())
                .flatMap(service -> service.queues().stream())
                .filter(Topology.queuesOf(FIRST.exchange(), "project.renamed")::contains)
                .map(queue -> queue + ".receive.project.renamed");
        List<String> sentAndReceived = Stream.concat(Stream.of("project-service.send.project.renamed"), received)
                .toList();
        assertThat(sentAndReceived).hasSizeGreaterThan(2);
        Map<String, Object> tree = new AsyncApiDocument(List.of(FIRST, SECOND), Contract::type).tree();
        JsonNode document = Contracts.mapper().valueToTree(tree);

        assertThat(document.at("/channels/events.project.renamed/messages").fieldNames())
                .toIterable()
                .containsExactly("ProjectRenamed", "RenamedOften");
        assertThat(document.at("/components/messages/RenamedOften/name").asText())
                .isEqualTo("dev.tandem.project.renamed.v2");
        assertThat(document.path("operations").fieldNames())
                .toIterable()
                .filteredOn(id -> id.endsWith(".project.renamed"))
                .containsExactlyInAnyOrderElementsOf(sentAndReceived);
    }
}
