-- An operation's effects ask for the deliveries of its events.
CREATE INDEX delivery_of_event ON delivery (event_id);
