-- The sentence as data, from which clients write it in other languages. Notifications of earlier versions have only the sentence.
ALTER TABLE notification
    ADD COLUMN message_key text,
    ADD COLUMN arguments   jsonb;
