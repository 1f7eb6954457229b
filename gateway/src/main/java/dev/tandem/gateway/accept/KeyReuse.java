package dev.tandem.gateway.accept;

import dev.tandem.kit.http.Problem;

/** Describes the reuse of an {@code Idempotency-Key} with another body. */
final class KeyReuse {

    private KeyReuse() {}

    static Problem problem() {
        return Problem.of(
                422,
                "idempotency-key-reused",
                "The Idempotency-Key was used before",
                "This key came with another body before; send that body again, or this one with a fresh key.");
    }
}
