package dev.tandem.contracts;

/**
 * One thing that is wrong with what was asked.
 *
 * @param pointer a JSON pointer into the body of the request
 * @param detail for the client's eyes, to stand beside the member
 */
public record Fault(String pointer, String detail) {
    public Fault {
        Require.pointer(pointer, "pointer");
        Require.text(detail, Require.NAME, "detail");
    }
}
