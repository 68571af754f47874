-- EB2021-S2-4, para 4(c): the first year with money, before which nobody gave.
SELECT MIN(c.year) FROM contribution c WHERE c.deleted = 0
