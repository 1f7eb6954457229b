-- What is told outside of the inbox: one row per channel, receiver and event. The id is the one that the receiver sees, so that it
-- can recognise what comes twice. An attempt moves due_at beyond the longest time that it may take, so that another instance takes
-- over what a dead one left.
CREATE TABLE delivery (
    id           uuid        PRIMARY KEY,
    channel      text        NOT NULL,
    receiver     text        NOT NULL,
    workspace_id uuid        NOT NULL,
    event_id     uuid        NOT NULL,
    operation_id text, -- absent where no user waits for what caused the event, and so is what follows
    traceparent  text,
    state        text        NOT NULL DEFAULT 'waiting', -- sent, refused, unwanted, given-up
    attempts     integer     NOT NULL DEFAULT 0,
    due_at       timestamptz NOT NULL,
    answer       text,
    created_at   timestamptz NOT NULL,
    updated_at   timestamptz NOT NULL,
    UNIQUE (receiver, event_id, channel)
);

CREATE INDEX delivery_due ON delivery (channel, workspace_id, due_at) WHERE state = 'waiting';

-- Whether a person gets mail of a workspace. Who has the token, which is in every mail, may stop it.
CREATE TABLE mail_subscription (
    user_id      text        NOT NULL,
    workspace_id uuid        NOT NULL,
    token        uuid        NOT NULL UNIQUE DEFAULT gen_random_uuid(),
    stopped_at   timestamptz,
    PRIMARY KEY (user_id, workspace_id)
);

-- Addresses that a mail server said do not exist, and whose each was then: members change their addresses and leave, and are erased
-- nevertheless.
CREATE TABLE suppressed_address (
    address text        PRIMARY KEY,
    user_id text        NOT NULL,
    reason  text        NOT NULL,
    since   timestamptz NOT NULL DEFAULT now()
);
