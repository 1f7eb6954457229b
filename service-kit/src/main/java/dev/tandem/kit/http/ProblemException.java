package dev.tandem.kit.http;

/** Ends the handling of a request with a problem as its answer. Cheap: it carries no stack trace. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(
                problem.status() + " " + problem.title() + (problem.detail() == null ? "" : ": " + problem.detail()),
                null,
                false,
                false);
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
