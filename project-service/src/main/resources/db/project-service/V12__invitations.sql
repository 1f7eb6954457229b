-- Invitations to addresses. Those without ended_at are open until they expire, and only of these an address has one at most. The token
-- is derived from the id and the operator's key, and stored nowhere. All changes are made under the lock of the workspace.
CREATE TABLE invitation (
    id           uuid PRIMARY KEY,
    workspace_id uuid        NOT NULL,
    email        text        NOT NULL,
    role         text        NOT NULL CHECK (role IN ('owner', 'admin', 'member', 'viewer')),
    message      text,
    invited_by   text        NOT NULL,
    created_at   timestamptz NOT NULL,
    expires_at   timestamptz NOT NULL,
    mails        integer     NOT NULL, -- how often a mail was asked for since it was made, or renewed after it had expired
    ended_at     timestamptz, -- when it was accepted or revoked
    accepted_by  text -- absent unless accepted
);

CREATE UNIQUE INDEX invitation_of_address ON invitation (workspace_id, lower(email)) WHERE ended_at IS NULL;
CREATE INDEX invitation_open ON invitation (workspace_id, id) WHERE ended_at IS NULL;
CREATE INDEX invitation_age ON invitation (expires_at);

-- What an erasure looks for.
CREATE INDEX invitation_of_inviter ON invitation (invited_by);
CREATE INDEX invitation_accepted ON invitation (accepted_by) WHERE accepted_by IS NOT NULL;
CREATE INDEX invitation_by_address ON invitation (lower(email));

-- The mails of the last day, by which their number is bounded. A mailbox is an HMAC of the address under the operator's key.
CREATE TABLE invitation_mail (
    id           uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    workspace_id uuid        NOT NULL,
    sent_by      text        NOT NULL,
    mailbox      text        NOT NULL,
    sent_at      timestamptz NOT NULL
);

CREATE INDEX invitation_mail_of_workspace ON invitation_mail (workspace_id, sent_at);
CREATE INDEX invitation_mail_of_user ON invitation_mail (sent_by, sent_at);
CREATE INDEX invitation_mail_to_mailbox ON invitation_mail (mailbox, sent_at);
CREATE INDEX invitation_mail_age ON invitation_mail (sent_at);

-- Who is invited may be a member already.
CREATE INDEX member_by_address ON member (workspace_id, lower(email)) WHERE email IS NOT NULL;
