-- The sentence as data, from which clients write it in other languages. Entries of earlier versions have only the sentence.
ALTER TABLE feed_entry
    ADD COLUMN message_key text,
    ADD COLUMN arguments   jsonb;
