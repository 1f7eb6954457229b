package dev.tandem.gateway.ticket;

import dev.tandem.kit.auth.Authentication;
import dev.tandem.kit.http.Problems;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.AuthenticationHandler;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Finds the caller of a request that may have a ticket in its query in place of the token in its header. The ticket is used up,
 * whatever becomes of the request, and its token is checked as if it had come with the request. Later handlers see no ticket.
 *
 * <p>Answers 401 if the ticket is not valid, 400 if there is more than one credential, and 503 while the database is away or too
 * many tickets are looked for at once.
 */
public final class TicketAuthentication implements AuthenticationHandler {

    private static final String PARAMETER = "ticket";

    /** Anybody may send what looks like a ticket, and each is looked for in the database that changes need as well. */
    private static final int MOST_LOOKED_FOR = 64;

    private final Authentication byToken;
    private final TicketStore tickets;
    private final AtomicInteger lookedFor = new AtomicInteger();

    public TicketAuthentication(Authentication byToken, Pool pool) {
        this.byToken = byToken;
        this.tickets = new TicketStore(pool);
    }

    @Override
    public void handle(RoutingContext ctx) {
        List<String> given = ctx.queryParam(PARAMETER);
        if (given.isEmpty()) {
            byToken.handle(ctx);
        } else if (given.size() > 1 || ctx.request().headers().contains("Authorization")) {
            ctx.fail(Problems.malformed("Send one credential: a bearer token or a ticket.")
                    .asException());
        } else {
            ctx.queryParams().remove(PARAMETER);
            byToken.handle(ctx, token(given.get(0)));
        }
    }

    private Future<String> token(String text) {
        return StreamTicket.read(text)
                .map(this::take)
                .orElseGet(() -> Future.succeededFuture(Optional.empty()))
                .map(token -> token.orElseThrow(() -> Authentication.invalidToken(
                        "the ticket was used before, has expired or was never given: ask for another")));
    }

    private Future<Optional<String>> take(StreamTicket ticket) {
        if (lookedFor.incrementAndGet() > MOST_LOOKED_FOR) {
            lookedFor.decrementAndGet();
            return Future.failedFuture(Problems.unavailable("Too many streams are opened here at once; try again.", 1)
                    .asException());
        }
        return tickets.take(ticket).onComplete(taken -> lookedFor.decrementAndGet());
    }
}
