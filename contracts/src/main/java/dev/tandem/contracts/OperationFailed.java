package dev.tandem.contracts;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The operation was refused, for good, and left nothing behind. The members are those of an RFC 9457 problem.
 *
 * @param type a path under {@code /problems/}
 * @param status the HTTP status that a synchronous refusal would have had
 * @param detail for the client's eyes
 * @param errors what is wrong with members of the request, where it is one of these
 */
public record OperationFailed(
        UUID operationId,
        String type,
        String title,
        int status,
        String detail,
        @Nullable List<Fault> errors) implements OperationEnd {
    public OperationFailed {
        Require.present(operationId, "operationId");
        Require.problemType(type, "type");
        Require.text(title, Require.NAME, "title");
        Require.between(400, status, 599, "status");
        Require.text(detail, Require.DETAIL, "detail");
        errors = Require.faults(errors, "errors");
    }
}
