-- Of the events of one comment, a feed tells only the last. Absent for the first one, and for all that is about no comment.
ALTER TABLE feed_entry ADD COLUMN version bigint;

-- By which the earlier entries of a comment are found, however much was said of its task.
CREATE INDEX feed_entry_of_comment ON feed_entry (task_id, object_id) WHERE object_type = 'comment';
