-- EB2021-S2-4, para 4(g): the agreements under pledges, by the covering index; which are signed is known of each.
SELECT a.pledge, a.id
FROM agreement a
WHERE a.deleted = 0 AND a.pledge IS NOT NULL
