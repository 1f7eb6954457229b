package dev.tandem.gateway.ticket;

import dev.tandem.kit.auth.Caller;
import dev.tandem.kit.http.Answers;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;

/** Gives tickets to callers, who have shown their tokens. */
public final class TicketRoutes {

    private final TicketStore tickets;

    public TicketRoutes(Pool pool) {
        this.tickets = new TicketStore(pool);
    }

    /** {@code POST /v1/stream-tickets}. */
    public void create(RoutingContext ctx) {
        StreamTicket ticket = StreamTicket.random();
        tickets.enter(ticket, Caller.of(ctx).token()).onComplete(Answers.to(ctx, expiry -> {
            ctx.response().setStatusCode(201).putHeader("Cache-Control", "no-store");
            ctx.json(new JsonObject().put("ticket", ticket.text()).put("expiresAt", expiry));
        }));
    }
}
