package dev.tandem.kit.http;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Creates the problems common to all services. */
public final class Problems {

    private static final int MOST_VIOLATIONS = 100;

    private Problems() {}

    public static Problem malformed(String detail) {
        return Problem.of(400, "malformed-request", "The request is malformed", detail);
    }

    /** 422: well-formed, but not acceptable. Lists only the first hundred violations: a body can contain thousands. */
    public static Problem invalid(String detail, List<Violation> violations) {
        return Problem.of(422, "invalid-request", "The request is not valid", detail)
                .withErrors(violations.subList(0, Math.min(violations.size(), MOST_VIOLATIONS)));
    }

    /** {@code challenge} is the value of {@code WWW-Authenticate}. */
    public static Problem unauthorized(String detail, String challenge) {
        return Problem.of(401, "unauthorized", "Authentication is required", detail)
                .withHeader("WWW-Authenticate", challenge);
    }

    public static Problem forbidden(String detail) {
        return Problem.of(403, "forbidden", "This is not allowed", detail);
    }

    public static Problem notFound(String detail) {
        return Problem.of(404, "not-found", "There is no such resource", detail);
    }

    public static Problem methodNotAllowed(String allow) {
        return Problem.of(
                        405, "method-not-allowed", "The resource does not know this method", "It knows: " + allow + ".")
                .withHeader("Allow", allow);
    }

    public static Problem notAcceptable(String detail) {
        return Problem.of(406, "not-acceptable", "No acceptable representation exists", detail);
    }

    public static Problem conflict(String detail) {
        return Problem.of(409, "conflict", "The request conflicts with the current state", detail);
    }

    public static Problem gone(String detail) {
        return Problem.of(410, "gone", "The resource is no longer kept", detail);
    }

    public static Problem preconditionFailed(String detail) {
        return Problem.of(412, "precondition-failed", "The resource has changed in the meantime", detail);
    }

    public static Problem payloadTooLarge(String detail) {
        return Problem.of(413, "payload-too-large", "The body is too large", detail);
    }

    public static Problem unsupportedMediaType(String detail) {
        return Problem.of(415, "unsupported-media-type", "The media type is not supported", detail);
    }

    public static Problem tooManyRequests(String detail, long retryAfterSeconds) {
        return Problem.of(429, "too-many-requests", "There are too many requests", detail)
                .withRetryAfter(retryAfterSeconds);
    }

    public static Problem internal() {
        return Problem.of(
                500, "internal-error", "Something went wrong", "The failure is on our side and has been recorded.");
    }

    public static Problem unavailable(String detail, long retryAfterSeconds) {
        return Problem.of(503, "unavailable", "The service cannot answer now", detail)
                .withRetryAfter(retryAfterSeconds);
    }

    /** What was found; fails with the problem if nothing was. */
    public static <T> Function<Optional<T>, T> orElse(Problem problem) {
        return found -> found.orElseThrow(problem::asException);
    }

    /** 503: another service that the request needs does not answer, or not as it should. */
    public static Problem noAnswer(long retryAfterSeconds) {
        return unavailable("Something that this request needs does not answer; try again.", retryAfterSeconds);
    }

    /** The default problem of a status code. */
    public static Problem standard(int status) {
        return switch (status) {
            case 400 -> malformed("The request cannot be understood.");
            case 401 -> unauthorized("The request carries no accepted token.", "Bearer realm=\"tandem\"");
            case 403 -> forbidden("The caller may not do this.");
            case 404 -> notFound("Nothing is found at this address.");
            case 405 -> Problem.of(405, "method-not-allowed", "The resource does not know this method", null);
            case 406 -> notAcceptable("The answer has no form that the request accepts.");
            case 408 -> Problem.of(408, "request-timeout", "The request took too long to arrive", null);
            case 409 -> conflict("The request conflicts with the current state.");
            case 410 -> gone("The resource is no longer kept.");
            case 412 -> preconditionFailed("The resource has changed in the meantime.");
            case 413 -> payloadTooLarge("The body is larger than what is accepted.");
            case 414 -> Problem.of(414, "uri-too-long", "The address is too long", "It may have 8 KiB.");
            case 415 -> unsupportedMediaType("The body is of a type that is not accepted.");
            case 422 -> invalid("The request is not valid.", List.of());
            case 429 -> tooManyRequests("There are too many requests.", 1);
            case 431 ->
                Problem.of(431, "headers-too-large", "The headers are too large", "Together they may have 16 KiB.");
            case 503 -> unavailable("The service cannot answer now; try again.", 2);
            default ->
                status >= 400 && status < 500
                        ? Problem.of(status, "refused", "The request was refused", null)
                        : internal();
        };
    }
}
