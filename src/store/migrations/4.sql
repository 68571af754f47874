-- From 3 to 4: what was said about files of others is kept, and offered when the same header is met again.
CREATE TABLE import_memory (
    kind TEXT NOT NULL,
    field TEXT NOT NULL,
    theirs TEXT NOT NULL,
    ours TEXT NOT NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (kind, field, theirs)
) STRICT, WITHOUT ROWID;
