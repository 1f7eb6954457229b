package dev.tandem.contracts;

import static dev.tandem.contracts.Bounds.*;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer a JSON pointer into the body of the request
 * @param detail shown to the client, beside the member
 */
public record Fault(
        @Matching(value = "^/[^\\u0000]*$", longest = POINTER, otherwise = "is not a JSON pointer to a member")
        String pointer,

        @Text(NAME) String detail) {
    public Fault {
        Shape.check(Fault.class, pointer, detail);
    }
}
