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
