-- From 6 to 7: what was done to a record is checked without a table of the words for every row. The rows stay as they are:
-- only the words of the check change, and they allow the same.
PRAGMA writable_schema = ON;
UPDATE sqlite_schema
SET sql = replace(sql, 'op IN (''add'', ''edit'', ''delete'', ''restore'')',
                  'op = ''add'' OR op = ''edit'' OR op = ''delete'' OR op = ''restore''')
WHERE type = 'table' AND name = 'change';
PRAGMA writable_schema = RESET;
