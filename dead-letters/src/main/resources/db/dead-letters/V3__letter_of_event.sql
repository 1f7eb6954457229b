-- What has not come of an event: few of many, asked for while somebody waits for its effects.
CREATE INDEX letter_of_event ON letter (event_id)
    WHERE kind = 'dead-letter' AND state NOT IN ('resolved', 'discarded');
