-- Whose address it was when it was refused: members change their addresses and leave, and are erased nevertheless.
ALTER TABLE suppressed_address ADD COLUMN user_id text;
