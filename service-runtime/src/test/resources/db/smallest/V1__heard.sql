CREATE TABLE heard (subject text PRIMARY KEY);
