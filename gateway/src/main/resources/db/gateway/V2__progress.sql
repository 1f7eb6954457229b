-- How an operation stands that has not ended: the attempt that comes next and when; the dead letter that it waits for.
-- progressed_at is when the last of this happened, by its sender: what happened before it comes too late.
ALTER TABLE operation
    ADD COLUMN attempt         integer,
    ADD COLUMN next_attempt_at timestamptz,
    ADD COLUMN dead_letter_id  uuid,
    ADD COLUMN progressed_at   timestamptz;
