-- What is about one project, without reading the rest of an inbox. Its recipients stand side by side, so that writing them touches one page.
CREATE INDEX notification_of_project ON notification (project_id, user_id, id);
