-- Tickets that open one stream each. The table knows neither a ticket nor a token: it holds a digest of the one, and the other
-- sealed by the ticket. After a crash of the server it is empty, and pages ask for new tickets.
CREATE UNLOGGED TABLE stream_ticket (
    digest     bytea       PRIMARY KEY, -- SHA-256 of the ticket
    sealed     bytea       NOT NULL,    -- the caller's token
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX stream_ticket_age ON stream_ticket (created_at);
