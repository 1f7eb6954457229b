-- What a customer or an operator knows of a letter, without looking at the rest.
CREATE INDEX letter_of_operation ON letter (operation_id) WHERE operation_id IS NOT NULL;
CREATE INDEX letter_of_correlation ON letter (correlation_id) WHERE correlation_id IS NOT NULL;
CREATE INDEX letter_of_subject ON letter (subject) WHERE subject IS NOT NULL;
CREATE INDEX letter_of_any_event ON letter (event_id) WHERE event_id IS NOT NULL;
