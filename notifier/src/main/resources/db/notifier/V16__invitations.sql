-- Of an address that was invited, whose user_id is mailto: and the address: when it was mailed last. Absent for members.
ALTER TABLE mail_subscription ADD COLUMN invited_at timestamptz;

CREATE INDEX mail_subscription_of_invited ON mail_subscription (invited_at) WHERE invited_at IS NOT NULL AND stopped_at IS NULL;

-- What an erasure looks for. The receiver of such a delivery is the id of the invitation.
CREATE INDEX delivery_of_invitation ON delivery (address) WHERE channel = 'invitation';
