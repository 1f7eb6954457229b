-- When a person gets the digest, and when no mail at all. Who says nothing has no row.
CREATE TABLE mail_schedule (
    user_id     text   PRIMARY KEY,
    zone        text   NOT NULL,
    every       text   NOT NULL, -- hour, day
    at          time   NOT NULL,
    days        text[] NOT NULL,
    quiet_from  time, -- absent without quiet hours, and so is what follows
    quiet_until time
);

-- How far the digests of each person are made. The next is due at -infinity when its moment has yet to be computed.
CREATE TABLE digest_progress (
    user_id       text        PRIMARY KEY,
    covered_until timestamptz NOT NULL,
    due_at        timestamptz NOT NULL
);

CREATE INDEX digest_progress_due ON digest_progress (due_at);
CREATE INDEX workspace_member_of_user ON workspace_member (user_id);

-- What each digest covers: notifications of a person in a workspace, from one id on and below another. Its delivery has the same id.
CREATE TABLE digest (
    id           uuid PRIMARY KEY,
    user_id      text NOT NULL,
    workspace_id uuid NOT NULL,
    since_id     uuid NOT NULL,
    before_id    uuid NOT NULL
);

CREATE INDEX digest_of_user ON digest (user_id, workspace_id, before_id);

-- By which a digest names projects.
CREATE TABLE project_name (
    project_id uuid   PRIMARY KEY,
    name       text   NOT NULL,
    sequence   bigint NOT NULL, -- of the event that said so
    deleted_at timestamptz
);

CREATE INDEX project_name_deleted ON project_name (deleted_at) WHERE deleted_at IS NOT NULL;

-- How closely it concerns its owner: MENTION, ASSIGNMENT, NEWS. That of a delivery is that of its notification.
ALTER TABLE notification ADD COLUMN concern text NOT NULL DEFAULT 'NEWS';
UPDATE notification n SET concern = d.concern FROM delivery d
WHERE d.channel = 'mail' AND d.state = 'waiting' AND d.receiver = n.user_id AND d.event_id = n.event_id;
COMMENT ON COLUMN delivery.concern IS 'Read by the version before only';
COMMENT ON COLUMN mail_preference.mentions IS 'immediately, digest, off';

-- By which operators find them.
CREATE INDEX webhook_failing ON webhook (id) WHERE failures > 0;
CREATE INDEX webhook_disabled ON webhook (id) WHERE disabled IS NOT NULL;

-- By which admins find mails that reached nobody.
CREATE INDEX delivery_undelivered ON delivery (workspace_id, id) WHERE state IN ('refused', 'bounced', 'given-up');
