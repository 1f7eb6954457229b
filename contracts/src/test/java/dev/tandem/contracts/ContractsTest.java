package dev.tandem.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds records, schemas and golden JSON to one another. */
class ContractsTest {

    static List<Contract> contracts() {
        return Contracts.all();
    }

    @Test
    void every_payload_has_a_contract() {
        assertThat(Contracts.all().stream().<Class<?>>map(Contract::payload))
                .containsExactlyInAnyOrderElementsOf(leavesOf(Payload.class));
    }

    @Test
    void what_only_some_need_has_a_topic_of_its_own() {
        UUID id = UUID.randomUUID();

        assertThat(Contracts.topic(new OperationSucceeded(id, "task", "t", List.of(id))))
                .isEqualTo("operation.succeeded");
        assertThat(Contracts.topic(new OperationSucceeded(id, "task", "t", List.of())))
                .isEqualTo("operation.succeeded-without-events");
        assertThat(Contracts.topic(new OperationSucceeded(id, "task", "t", null)))
                .isEqualTo("operation.succeeded-without-events");
    }

    @Test
    void schemas_and_goldens_are_those_of_the_contracts_and_no_more() throws URISyntaxException {
        String[] expected =
                Contracts.all().stream().map(c -> c.type() + ".json").toArray(String[]::new);
        assertThat(filesIn("/schemas")).containsExactlyInAnyOrder(expected);
        assertThat(filesIn("/golden")).containsExactlyInAnyOrder(expected);
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void the_golden_json_fits_its_schema_and_survives_reading_and_writing(Contract contract) {
        JsonNode golden = Goldens.golden(contract);
        assertThat(Goldens.schema(contract).validate(golden)).isEmpty();

        Payload payload = Contracts.read(contract.type(), golden);

        assertThat(payload).isInstanceOf(contract.payload());
        assertThat(Contracts.of(payload)).isEqualTo(contract);
        JsonNode written = Contracts.mapper().<JsonNode>valueToTree(payload);
        assertThat(written.toPrettyString()).isEqualTo(golden.toPrettyString());
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void the_golden_json_shows_every_member(Contract contract) {
        assertThat(Goldens.golden(contract).fieldNames())
                .toIterable()
                .containsExactlyElementsOf(members(contract, component -> true));
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void optional_members_may_be_absent_or_null(Contract contract) {
        ObjectNode absent = Goldens.golden(contract);
        ObjectNode empty = Goldens.golden(contract);
        for (String member : members(contract, component -> !isRequired(component))) {
            absent.remove(member);
            empty.putNull(member);
        }
        assertThat(Goldens.schema(contract).validate(absent)).isEmpty();
        assertThat(Goldens.schema(contract).validate(empty)).isEmpty();
        assertThat(Contracts.read(contract.type(), absent)).isEqualTo(Contracts.read(contract.type(), empty));
        JsonNode written = Contracts.mapper().valueToTree(Contracts.read(contract.type(), empty));
        assertThat(written.toPrettyString()).isEqualTo(absent.toPrettyString());
    }

    @ParameterizedTest
    @MethodSource("contracts")
    void unknown_members_are_passed_over(Contract contract) {
        ObjectNode newer = Goldens.golden(contract);
        newer.put("memberOfALaterVersion", 1);
        assertThat(Goldens.schema(contract).validate(newer)).isEmpty();
        assertThat(Contracts.read(contract.type(), newer))
                .isEqualTo(Contracts.read(contract.type(), Goldens.golden(contract)));
    }

    @TestFactory
    Stream<DynamicTest> schema_and_record_refuse_the_same() {
        return Contracts.all().stream().flatMap(ContractsTest::misfits);
    }

    @Test
    void an_unknown_type_is_named() {
        assertThatThrownBy(
                        () -> Contracts.read("dev.tandem.project.exploded.v1", JsonNodeFactory.instance.objectNode()))
                .isInstanceOf(ContractViolation.class)
                .hasMessageContaining("dev.tandem.project.exploded.v1");
    }

    private static Stream<DynamicTest> misfits(Contract contract) {
        List<DynamicTest> tests = new ArrayList<>();
        for (String member : members(contract, component -> true)) {
            for (JsonNode wrong : wrongValues(Goldens.golden(contract).path(member))) {
                ObjectNode data = Goldens.golden(contract);
                data.set(member, wrong);
                tests.add(misfit(contract, member + " = " + abbreviated(wrong), data));
            }
        }
        for (String member : members(contract, ContractsTest::isRequired)) {
            ObjectNode data = Goldens.golden(contract);
            data.remove(member);
            tests.add(missing(contract, member, "no " + member, data));
            tests.add(missing(
                    contract, member, member + " = null", data.deepCopy().putNull(member)));
        }
        return tests.stream();
    }

    /** The name shows that a constructor has its arguments checked in their order; a primitive comes to none. */
    private static DynamicTest missing(Contract contract, String member, String name, JsonNode data) {
        return DynamicTest.dynamicTest(contract.routingKey() + ": " + name, () -> {
            assertThat(Goldens.schema(contract).validate(data)).isNotEmpty();
            assertThatThrownBy(() -> Contracts.read(contract.type(), data))
                    .isInstanceOf(ContractViolation.class)
                    .message()
                    .containsPattern("\\b" + member + " is missing|null. into type .(int|long)");
        });
    }

    private static DynamicTest misfit(Contract contract, String name, JsonNode data) {
        return DynamicTest.dynamicTest(contract.routingKey() + ": " + name, () -> {
            assertThat(Goldens.schema(contract).validate(data)).isNotEmpty();
            assertThatThrownBy(() -> Contracts.read(contract.type(), data)).isInstanceOf(ContractViolation.class);
        });
    }

    private static List<JsonNode> wrongValues(JsonNode right) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (right.isTextual()) {
            return List.of(
                    json.textNode(""),
                    json.textNode("  "),
                    json.textNode("a\0b"),
                    json.textNode("x".repeat(4001)),
                    json.numberNode(7),
                    json.booleanNode(true),
                    json.objectNode());
        }
        if (right.isNumber()) {
            return List.of(json.numberNode(0), json.numberNode(403.5), json.textNode("403"), json.booleanNode(true));
        }
        if (right.isBoolean()) {
            return List.of(json.textNode("true"), json.textNode(""), json.numberNode(1), json.objectNode());
        }
        if (right.isArray()) {
            return List.of(
                    json.textNode("alice"),
                    json.objectNode(),
                    json.arrayNode().add(right.path(0).isNumber() ? 0 : 7),
                    json.arrayNode().add(" "),
                    json.arrayNode().addNull(),
                    json.arrayNode().add(json.objectNode()));
        }
        return List.of(
                json.textNode("alice"), json.objectNode(), json.objectNode().put("userId", " "));
    }

    private static String abbreviated(JsonNode value) {
        String text = value.toString();
        return text.length() > 20 ? text.substring(0, 20) + "…" : text;
    }

    private static List<String> members(Contract contract, Predicate<RecordComponent> which) {
        return Arrays.stream(contract.payload().getRecordComponents())
                .filter(which)
                .map(RecordComponent::getName)
                .toList();
    }

    private static boolean isRequired(RecordComponent component) {
        return !component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    private static List<Class<?>> leavesOf(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .flatMap(type -> type.isRecord() ? Stream.of(type) : leavesOf(type).stream())
                .collect(Collectors.toList());
    }

    private static List<String> filesIn(String folder) throws URISyntaxException {
        File[] files = new File(Objects.requireNonNull(ContractsTest.class.getResource(folder))
                        .toURI())
                .listFiles();
        return Arrays.stream(Objects.requireNonNull(files)).map(File::getName).toList();
    }
}
