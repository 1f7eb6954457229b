package dev.tandem.kit.http;

import org.jspecify.annotations.Nullable;

/** Fails a request with a problem as its answer. Cheap: it carries no stack trace. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        this(problem, null);
    }

    /** @param cause the underlying failure, for operators; the answer does not mention it */
    public ProblemException(Problem problem, @Nullable Throwable cause) {
        super(
                problem.status() + " " + problem.title() + (problem.detail() == null ? "" : ": " + problem.detail()),
                cause,
                false,
                false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
