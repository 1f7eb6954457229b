-- What is past its time is found without looking at the rest.
CREATE INDEX audit_age ON audit (at);
