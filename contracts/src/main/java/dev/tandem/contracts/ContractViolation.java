package dev.tandem.contracts;

import org.jspecify.annotations.Nullable;

/** Signals a message that no version of its contract allows. A retry does not help. */
public final class ContractViolation extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ContractViolation(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
