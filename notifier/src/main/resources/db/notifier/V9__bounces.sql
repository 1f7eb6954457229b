-- Why nothing is sent to an address: the mail server refused it, a mail bounced, or its owner complained about one.
ALTER TABLE suppressed_address ADD COLUMN kind text NOT NULL DEFAULT 'refused'; -- bounced, complaint

-- Whether the receiver's side has ever answered that it cannot take the delivery now: then nothing of ours holds it up.
ALTER TABLE delivery ADD COLUMN deferred boolean NOT NULL DEFAULT false;

COMMENT ON COLUMN delivery.state IS 'waiting, sent, bounced, refused, unwanted, given-up';

-- Where a mail was sent last, in small letters: what bounces is that address, and not one that the person has since.
ALTER TABLE delivery ADD COLUMN address text;
