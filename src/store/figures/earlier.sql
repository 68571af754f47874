-- EB2021-S2-4, para 4(c): whether a donor gave in any year before `:from`.
SELECT 1
FROM contribution c
WHERE c.deleted = 0 AND c.partner = :partner AND c.year < :from AND c.known <= :known
GROUP BY c.year
HAVING SUM(c.usd) > 0
LIMIT 1
