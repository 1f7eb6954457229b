-- When a person is mailed, by how closely something concerns them. Of everything (the nil UUID), a workspace and a project the
-- narrowest that says something decides.
CREATE TABLE mail_preference (
    user_id     text NOT NULL,
    kind        text NOT NULL, -- everything, workspace, project
    scope       uuid NOT NULL,
    mentions    text, -- immediately, off
    assignments text,
    news        text,
    PRIMARY KEY (user_id, scope)
);

-- How closely it concerns its receiver: MENTION, ASSIGNMENT, NEWS.
ALTER TABLE delivery ADD COLUMN concern text NOT NULL DEFAULT 'ASSIGNMENT';
