-- An inbox, newest first, is its primary key backwards; one index less is written.
DROP INDEX notification_of_user;
ALTER TABLE notification DROP CONSTRAINT notification_pkey, ADD PRIMARY KEY (user_id, id);

-- What is about one project. Its recipients stand side by side, so that writing them touches one page.
CREATE INDEX notification_of_project ON notification (project_id, user_id, id);
