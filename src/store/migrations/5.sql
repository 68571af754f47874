-- From 4 to 5: pairs of records that people said are two, so that they are not offered as one again.
CREATE TABLE apart (
    kind TEXT NOT NULL,
    one INTEGER NOT NULL,
    other INTEGER NOT NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (kind, one, other)
) STRICT, WITHOUT ROWID;
