-- The instances where a gateway listens, and until when that is known. A hint is told in the database only while another instance
-- stands here. After a crash of the server it is empty, and whoever listens enters again.
CREATE UNLOGGED TABLE hint_listener (
    instance text        PRIMARY KEY,
    until    timestamptz NOT NULL
);
