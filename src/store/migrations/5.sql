-- From 4 to 5: pairs of records that people said are two, so that they are not offered as one again.
CREATE TABLE apart (
    kind TEXT NOT NULL,
    one INTEGER NOT NULL,
    other INTEGER NOT NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (kind, one, other)
) STRICT, WITHOUT ROWID;

-- The index of what stands under what holds only those that do, so that its plan is not made for all that do not.
DROP INDEX partner_parent;
CREATE INDEX partner_parent ON partner (parent) WHERE deleted = 0 AND parent IS NOT NULL;
