-- Events that are older than the weekly partitions are let in when an operator insists. They are remembered here, for ever.
CREATE TABLE inbox_default PARTITION OF inbox DEFAULT;
