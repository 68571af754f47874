-- From 5 to 6: codes of lists of others that are newer than those that ship.
CREATE TABLE list_code (
    id INTEGER PRIMARY KEY,
    version INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0 CHECK (deleted IN (0, 1)),
    folded TEXT NOT NULL DEFAULT '',
    list TEXT NOT NULL,
    item TEXT NOT NULL,
    name_en TEXT,
    category TEXT,
    withdrawn TEXT CHECK (withdrawn IN ('yes', 'no')),
    withdrawn_on TEXT,
    source TEXT
) STRICT;
CREATE UNIQUE INDEX list_code_item ON list_code (list, item) WHERE deleted = 0;
