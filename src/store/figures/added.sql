-- EB2021-S2-4, para 4(d): what amendments added to agreements by a day, in the order of agreements, by the covering index.
SELECT m.id, m.agreement, m.usd
FROM amendment m
WHERE m.deleted = 0 AND m.day <= :known
ORDER BY m.agreement
