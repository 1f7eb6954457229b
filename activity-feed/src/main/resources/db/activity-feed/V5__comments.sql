-- Of the events of one comment, a feed tells only the last. Absent for the first one, and for all that is about no comment.
ALTER TABLE feed_entry ADD COLUMN version bigint;
