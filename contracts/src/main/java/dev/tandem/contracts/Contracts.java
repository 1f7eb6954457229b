package dev.tandem.contracts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;

/** Lists the contracts of all payloads, and reads payloads. Thread-safe, stateless. */
public final class Contracts {
    private static final List<Contract> ALL = List.of(
            Contract.command(CreateWorkspace.class, "workspace.create"),
            Contract.command(CreateProject.class, "project.create"),
            Contract.command(ChangeProject.class, "project.change"),
            Contract.command(DeleteProject.class, "project.delete"),
            Contract.command(SetUpProject.class, "project.set-up"),
            Contract.command(CreateSection.class, "section.create"),
            Contract.command(ChangeSection.class, "section.change"),
            Contract.command(DeleteSection.class, "section.delete"),
            Contract.command(CreateTask.class, "task.create"),
            Contract.command(ChangeTask.class, "task.change"),
            Contract.command(DeleteTask.class, "task.delete"),
            Contract.command(RestoreTask.class, "task.restore"),
            Contract.command(AddComment.class, "comment.add"),
            Contract.command(EditComment.class, "comment.edit"),
            Contract.command(DeleteComment.class, "comment.delete"),
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
            Contract.fact(SectionRenamed.class, "section.renamed"),
            Contract.fact(SectionReordered.class, "section.reordered"),
            Contract.fact(SectionDeleted.class, "section.deleted"),
            Contract.fact(TaskCreated.class, "task.created"),
            Contract.fact(TaskRenamed.class, "task.renamed"),
            Contract.fact(TaskDescribed.class, "task.described"),
            Contract.fact(TaskAssigned.class, "task.assigned"),
            Contract.fact(TaskUnassigned.class, "task.unassigned"),
            Contract.fact(TaskMoved.class, "task.moved"),
            Contract.fact(TaskReordered.class, "task.reordered"),
            Contract.fact(TaskRescheduled.class, "task.rescheduled"),
            Contract.fact(TaskCompleted.class, "task.completed"),
            Contract.fact(TaskReopened.class, "task.reopened"),
            Contract.fact(TaskDeleted.class, "task.deleted"),
            Contract.fact(TaskRestored.class, "task.restored"),
            Contract.fact(TaskPurged.class, "task.purged"),
            Contract.fact(CommentAdded.class, "comment.added"),
            Contract.fact(CommentEdited.class, "comment.edited"),
            Contract.fact(CommentDeleted.class, "comment.deleted"),
            Contract.mailRequest(SendInvitation.class, "invitation.send"),
            Contract.operationEnd(OperationSucceeded.class, "operation.succeeded"),
            Contract.operationEnd(OperationFailed.class, "operation.failed"),
            Contract.operationProgress(OperationRetrying.class, "operation.retrying", TandemService.PROJECT_SERVICE),
            Contract.operationProgress(OperationStalled.class, "operation.stalled", TandemService.DEAD_LETTERS));

    private static final String FROM_TEMPLATE = "-from-template";
    private static final String WITHOUT_EVENTS = "-without-events";

    private static final Catalogue CATALOGUE = new Catalogue(ALL);

    private Contracts() {}

    /** All contracts. */
    public static List<Contract> all() {
        return ALL;
    }

    /** The contract of a kind of payload. */
    public static Contract of(Class<? extends Payload> payload) {
        return CATALOGUE.of(payload);
    }

    /** The contract of a payload. */
    public static Contract of(Payload payload) {
        return of(payload.getClass());
    }

    /**
     * The topic under which a payload is sent: that of its contract, with two exceptions. A project created from a template and
     * the success of an operation that caused no event have separate topics, for consumers that need only these.
     */
    public static String topic(Payload payload) {
        String topic = of(payload).routingKey();
        if (payload instanceof ProjectCreated created && created.hasStructure()) {
            return topic + FROM_TEMPLATE;
        }
        return payload instanceof OperationSucceeded success && !success.hasEvents() ? topic + WITHOUT_EVENTS : topic;
    }

    /** The topics under which payloads of a contract are sent. */
    static List<String> topics(Contract contract) {
        String topic = contract.routingKey();
        if (contract.payload() == ProjectCreated.class) {
            return List.of(topic, topic + FROM_TEMPLATE);
        }
        return contract.payload() == OperationSucceeded.class ? List.of(topic, topic + WITHOUT_EVENTS) : List.of(topic);
    }

    /**
     * Reads a message's data. Unknown members are ignored; a value of the wrong kind is never converted.
     *
     * @throws ContractViolation when the type is unknown, such as a later version than this list has, or the data does not match it
     */
    public static Payload read(String type, JsonNode data) {
        return (Payload) CATALOGUE.read(type, data);
    }

    /**
     * Reads the data of a fact, as {@link #read} does.
     *
     * @throws ContractViolation also when the type is not a fact
     */
    public static Fact readFact(String type, JsonNode data) {
        if (read(type, data) instanceof Fact fact) {
            return fact;
        }
        throw new ContractViolation(type + " is not a fact", null);
    }

    /**
     * Reads the data of what the notifier reacts to, a fact, the end of an operation or a request for a mail, as {@link #read} does.
     *
     * @throws ContractViolation also when the type is none of these
     */
    public static Payload readForNotifier(String type, JsonNode data) {
        Payload payload = read(type, data);
        if (payload instanceof Fact || payload instanceof OperationEnd || payload instanceof MailRequest) {
            return payload;
        }
        throw new ContractViolation(
                type + " is neither a fact nor the end of an operation nor a request for a mail", null);
    }

    /** The mapper that reads and writes payloads. Shared: do not configure it. */
    public static ObjectMapper mapper() {
        return Catalogue.MAPPER;
    }
}
