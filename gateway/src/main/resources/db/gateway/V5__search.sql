-- What operators know of an operation: the correlation id of an answer, what it was about, or who asked and when.
CREATE INDEX operation_of_correlation ON operation (correlation_id);
CREATE INDEX operation_of_target ON operation (target_id);
CREATE INDEX operation_of_parent ON operation (target_parent) WHERE target_parent IS NOT NULL;
CREATE INDEX operation_of_user ON operation (user_id, id);

-- What held it up last, for operators alone.
ALTER TABLE operation ADD COLUMN reason text;
