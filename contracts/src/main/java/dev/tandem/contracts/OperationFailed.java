package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The operation was refused for good and left nothing behind. The members are those of an RFC 9457 problem.
 *
 * @param type a path under {@code /problems/}
 * @param status the HTTP status that a synchronous refusal would have had
 * @param detail shown to the client
 * @param errors what is wrong with which members of the request, if the refusal is about members
 */
public record OperationFailed(
        UUID operationId,

        @Matching(value = "^/problems/[a-z0-9-]{1,100}$", otherwise = "is not a path under /problems/")
        String type,

        @Text(NAME) String title,
        @Range(least = 400, most = 599) int status,
        @Text(DETAIL) String detail,
        @Nullable @Items(least = 1, most = FAULTS) List<Fault> errors)
        implements OperationEnd {
    public OperationFailed {
        Shape.check(OperationFailed.class, operationId, type, title, status, detail, errors);
        errors = Shape.copy(errors);
    }
}
