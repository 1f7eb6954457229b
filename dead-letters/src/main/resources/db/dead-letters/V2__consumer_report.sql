-- The last that each instance of each service said of its consumers and its outbox; those long silent are removed.
CREATE TABLE consumer_report (
    service  text,
    instance uuid,
    number   bigint      NOT NULL, -- of the report; grows
    at       timestamptz NOT NULL,
    report   jsonb       NOT NULL,
    PRIMARY KEY (service, instance)
);
