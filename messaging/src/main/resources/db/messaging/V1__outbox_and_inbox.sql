-- Messages that have been committed and are not yet confirmed by the broker. The key serves the relay's two questions:
-- which tenants wait in this partition, and what is the oldest of each.
CREATE TABLE outbox (
    partition   smallint NOT NULL,
    tenant      text     NOT NULL,
    id          uuid     NOT NULL, -- the event's id, a UUIDv7: its time is the message's age
    exchange    text     NOT NULL,
    routing_key text     NOT NULL,
    body        bytea    NOT NULL, -- one CloudEvent, structured JSON
    PRIMARY KEY (partition, tenant, id)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000, autovacuum_analyze_threshold = 100000);

-- Events that took effect. Weekly partitions by the time inside the UUIDv7; the kit makes and drops them.
CREATE TABLE inbox (
    consumer text NOT NULL,
    event_id uuid NOT NULL,
    PRIMARY KEY (consumer, event_id)
) PARTITION BY RANGE (event_id);
