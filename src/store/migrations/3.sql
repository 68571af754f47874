<<<<<<< HEAD
-- History is sealed: what a record held when it was saved, and a chain of hashes over what was written.
ALTER TABLE change ADD COLUMN digest BLOB;
CREATE TABLE seal (
    id INTEGER PRIMARY KEY,
    action INTEGER NOT NULL REFERENCES action(id),
    from_seq INTEGER,
    to_seq INTEGER,
    hash BLOB NOT NULL
) STRICT;
CREATE INDEX seal_action ON seal (action);
-- An action whose taking back was itself taken back stands again.
UPDATE action SET undone_by = (SELECT max(u.id) FROM action u WHERE u.undoes = action.id AND u.undone_by IS NULL)
WHERE undone_by IS NOT NULL;
=======
-- From 2 to 3: what was said about files of others is kept, and offered when the same header is met again.
CREATE TABLE import_memory (
    kind TEXT NOT NULL,
    field TEXT NOT NULL,
    theirs TEXT NOT NULL,
    ours TEXT NOT NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (kind, field, theirs)
) STRICT, WITHOUT ROWID;
>>>>>>> 9d2fe93 (import: workbooks, what a file leaves open is asked, what was said is remembered)
