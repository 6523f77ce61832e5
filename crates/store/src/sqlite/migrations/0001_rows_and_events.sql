CREATE TABLE row (
    kind TEXT NOT NULL,
    key  TEXT NOT NULL,
    doc  TEXT NOT NULL,
    PRIMARY KEY (kind, key)
) WITHOUT ROWID, STRICT;

-- AUTOINCREMENT: a number is never given twice, also when old events are removed.
CREATE TABLE event (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    doc TEXT NOT NULL
) STRICT;
