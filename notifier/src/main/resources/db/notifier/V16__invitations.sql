-- Of an address that was invited, whose user_id is mailto: and the address: when it was mailed last. Absent for members.
ALTER TABLE mail_subscription ADD COLUMN invited_at timestamptz;

CREATE INDEX mail_subscription_of_invited ON mail_subscription (invited_at) WHERE invited_at IS NOT NULL AND stopped_at IS NULL;

-- What an erasure looks for. The receiver of such a delivery is the id of the invitation.
CREATE INDEX delivery_of_invitation ON delivery (address) WHERE channel = 'invitation';

-- By which admins find mails that reached nobody: also invitations that the address, or its owner, does not want.
DROP INDEX delivery_undelivered;
CREATE INDEX delivery_undelivered ON delivery (workspace_id, id)
    WHERE state IN ('refused', 'bounced', 'given-up') OR state = 'unwanted' AND channel = 'invitation';

-- What is known of the address of somebody who is no member goes in time, except that they complained.
CREATE INDEX suppressed_address_of_invited ON suppressed_address (since) WHERE user_id LIKE 'mailto:%' AND kind <> 'complaint';
