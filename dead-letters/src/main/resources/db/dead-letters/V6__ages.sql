-- What is past its time is found without looking at the rest.
CREATE INDEX letter_waiting_age ON letter (died_at) WHERE state IN ('open', 'reopened');
CREATE INDEX bulk_replay_age ON bulk_replay (updated_at);
