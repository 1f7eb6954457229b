package dev.tandem.kit.auth;

import dev.tandem.kit.http.Problem;
import dev.tandem.kit.http.ProblemException;
import dev.tandem.kit.http.Problems;
import dev.tandem.kit.http.RequestEnd;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.AuthenticationHandler;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Admits only requests with an accepted bearer token, and attaches the {@link Caller} to them.
 *
 * <p>Answers 401 to others, with the reason in {@code WWW-Authenticate}, and 503 while the issuer's keys are unknown, so that no
 * client discards a good token.
 */
public final class Authentication implements AuthenticationHandler {

    private static final String SCHEME = "bearer ";
    private static final String CHALLENGE = "Bearer realm=\"tandem\"";

    private final TokenVerifier verifier;
    private final Predicate<Caller> served;

    public Authentication(TokenVerifier verifier) {
        this(verifier, caller -> true);
    }

    /** @param served false for an erased caller, who is answered 401, however good the token */
    public Authentication(TokenVerifier verifier, Predicate<Caller> served) {
        this.verifier = verifier;
        this.served = served;
    }

    @Override
    public void handle(RoutingContext ctx) {
        String header = ctx.request().getHeader("Authorization");
        if (header == null) {
            ctx.fail(Problems.unauthorized("The request has no bearer token.", CHALLENGE)
                    .asException());
            return;
        }
        String token = token(header);
        if (token == null) {
            ctx.fail(invalid("invalid_request", "the Authorization header is not a bearer token")
                    .asException());
            return;
        }
        admit(ctx, verifier.verify(token));
    }

    /**
     * Authenticates a request whose token did not come in its {@code Authorization} header.
     *
     * @param token if it fails with a problem, the request is answered with that
     */
    public void handle(RoutingContext ctx, Future<String> token) {
        admit(ctx, token.compose(verifier::verify));
    }

    private void admit(RoutingContext ctx, Future<Caller> verified) {
        if (!verified.isComplete() && !ctx.request().isEnded()) {
            ctx.request().pause();
        }
        verified.onSuccess(caller -> admit(ctx, caller)).onFailure(failure -> ctx.fail(refusal(failure)));
    }

    private static @Nullable String token(String header) {
        if (!header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        String token = header.substring(SCHEME.length()).trim();
        return token.isEmpty() ? null : token;
    }

    private void admit(RoutingContext ctx, Caller caller) {
        if (!served.test(caller)) {
            ctx.fail(invalidToken("the user was erased; a returning user needs a new user id"));
            return;
        }
        caller.attachTo(ctx);
        RequestEnd.askedBy(ctx, caller.userId());
        if (!ctx.request().isEnded()) {
            ctx.request().resume();
        }
        ctx.next();
    }

    /** The answer to a failed verification: 401, or 503 when the keys are missing; any other failure is returned unchanged. */
    public static Throwable refusal(Throwable failure) {
        if (failure instanceof TokenRefused refused) {
            return invalidToken(String.valueOf(refused.getMessage()));
        }
        return failure instanceof KeysUnavailable
                ? Problems.unavailable("The token cannot be checked now; try again.", 2)
                        .asException()
                : failure;
    }

    /**
     * The 401 to a credential that is not valid.
     *
     * @param reason a clause without capital, full stop or double quotes: it goes into the answer and {@code WWW-Authenticate}
     */
    public static ProblemException invalidToken(String reason) {
        return invalid("invalid_token", reason).asException();
    }

    private static Problem invalid(String error, String reason) {
        return Problems.unauthorized(
                Character.toUpperCase(reason.charAt(0)) + reason.substring(1) + ".",
                CHALLENGE + ", error=\"" + error + "\", error_description=\"" + reason + "\"");
    }
}
