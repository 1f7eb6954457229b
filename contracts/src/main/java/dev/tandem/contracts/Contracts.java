package dev.tandem.contracts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Every payload there is, and how to read one. Thread-safe, without state. */
public final class Contracts {
    private static final List<Contract> ALL = List.of(
            Contract.command(CreateWorkspace.class, "workspace.create"),
            Contract.command(CreateProject.class, "project.create"),
            Contract.command(ChangeProject.class, "project.change"),
            Contract.command(DeleteProject.class, "project.delete"),
            Contract.command(SetUpProject.class, "project.set-up"),
            Contract.command(CreateSection.class, "section.create"),
            Contract.command(CreateTask.class, "task.create"),
            Contract.command(ChangeTask.class, "task.change"),
            Contract.command(AddComment.class, "comment.add"),
            Contract.fact(WorkspaceCreated.class, "workspace.created"),
            Contract.fact(MemberAdded.class, "member.added"),
            Contract.fact(MemberChanged.class, "member.changed"),
            Contract.fact(MemberRemoved.class, "member.removed"),
            Contract.fact(ProjectCreated.class, "project.created"),
            Contract.fact(ProjectRenamed.class, "project.renamed"),
            Contract.fact(ProjectDescribed.class, "project.described"),
            Contract.fact(ProjectArchived.class, "project.archived"),
            Contract.fact(ProjectRestored.class, "project.restored"),
            Contract.fact(ProjectDeleted.class, "project.deleted"),
            Contract.fact(ProjectSetupRequested.class, "project.setup-requested"),
            Contract.fact(ProjectStructured.class, "project.structured"),
            Contract.fact(ProjectSetupFailed.class, "project.setup-failed"),
            Contract.fact(SectionCreated.class, "section.created"),
            Contract.fact(TaskCreated.class, "task.created"),
            Contract.fact(TaskRenamed.class, "task.renamed"),
            Contract.fact(TaskDescribed.class, "task.described"),
            Contract.fact(TaskAssigned.class, "task.assigned"),
            Contract.fact(TaskUnassigned.class, "task.unassigned"),
            Contract.fact(TaskMoved.class, "task.moved"),
            Contract.fact(TaskRescheduled.class, "task.rescheduled"),
            Contract.fact(TaskCompleted.class, "task.completed"),
            Contract.fact(TaskReopened.class, "task.reopened"),
            Contract.fact(CommentAdded.class, "comment.added"),
            Contract.operationEnd(OperationSucceeded.class, "operation.succeeded"),
            Contract.operationEnd(OperationFailed.class, "operation.failed"),
            Contract.operationProgress(OperationRetrying.class, "operation.retrying"),
            Contract.operationProgress(OperationStalled.class, "operation.stalled"));

    private static final String FROM_TEMPLATE = "-from-template";

    private static final Map<String, Contract> BY_TYPE =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Contract::type, Function.identity()));
    private static final Map<Class<?>, Contract> BY_PAYLOAD =
            ALL.stream().collect(Collectors.toUnmodifiableMap(Contract::payload, Function.identity()));

    private static final ObjectMapper MAPPER = tolerantOfMembersStrictOnValues();

    private Contracts() {}

    /** All contracts. */
    public static List<Contract> all() {
        return ALL;
    }

    /** The contract of a kind of payload. */
    public static Contract of(Class<? extends Payload> payload) {
        Contract contract = BY_PAYLOAD.get(payload);
        if (contract == null) {
            throw new IllegalArgumentException(payload.getName() + " has no contract");
        }
        return contract;
    }

    /** The contract of a payload. */
    public static Contract of(Payload payload) {
        return of(payload.getClass());
    }

    /**
     * The topic under which a payload is sent: its contract's; but a project that begins with a template has one of its own,
     * so that those who build from templates hear of no others.
     */
    public static String topic(Payload payload) {
        String topic = of(payload).routingKey();
        return payload instanceof ProjectCreated created && created.hasStructure() ? topic + FROM_TEMPLATE : topic;
    }

    /**
     * Reads a message's data. Members that the contract does not know are passed over; a value of the wrong kind is
     * never converted.
     *
     * @throws ContractViolation when the type is unknown, or the data does not fit it
     */
    public static Payload read(String type, JsonNode data) {
        Contract contract = BY_TYPE.get(type);
        if (contract == null) {
            throw new ContractViolation("Unknown message type " + type, null);
        }
        if (!data.isObject()) {
            throw new ContractViolation("Data of " + type + " is not an object", null);
        }
        try {
            return MAPPER.treeToValue(data, contract.payload());
        } catch (JsonProcessingException | IllegalArgumentException misfit) {
            throw new ContractViolation("Data does not fit " + type + ": " + reason(misfit), misfit);
        }
    }

    /**
     * Reads the data of a fact, as {@link #read} does.
     *
     * @throws ContractViolation also when the type is no fact
     */
    public static Fact readFact(String type, JsonNode data) {
        if (read(type, data) instanceof Fact fact) {
            return fact;
        }
        throw new ContractViolation(type + " is no fact", null);
    }

    /** The mapper that reads and writes payloads. Shared: do not configure it. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    private static String reason(Exception misfit) {
        return misfit instanceof JsonProcessingException json
                ? json.getOriginalMessage()
                : String.valueOf(misfit.getMessage());
    }

    private static ObjectMapper tolerantOfMembersStrictOnValues() {
        return JsonMapper.builder()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .withCoercionConfig(
                        LogicalType.Textual,
                        refuse -> refuse.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Float, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.Boolean, CoercionAction.Fail))
                .withCoercionConfig(
                        LogicalType.Boolean,
                        refuse -> refuse.setCoercion(CoercionInputShape.Integer, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
                .withCoercionConfig(
                        LogicalType.OtherScalar,
                        refuse -> refuse.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail)
                                .setAcceptBlankAsEmpty(false))
                .withCoercionConfig(
                        LogicalType.Integer,
                        refuse -> refuse.setCoercion(CoercionInputShape.String, CoercionAction.Fail)
                                .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
                .build();
    }
}
